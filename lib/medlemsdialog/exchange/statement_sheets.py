"""The sheets of `kodeark.xlsx`: statements to code, the other passages, new claims, and what the codes mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.coding.codebook import Codebook
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.evidence import Labels
from medlemsdialog.exchange.columns import ID, Column, FilledSheet, Input, SheetForm
from medlemsdialog.exchange.lists import NO, YES, Lists
from medlemsdialog.judgements.events import CodingSet
from medlemsdialog.models.claims import Claim
from medlemsdialog.models.coded import CodedStatement
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.sources import Source

STATEMENTS, OTHERS, NEW_CLAIMS, CLAIMS, THEMES = "statements", "others", "new_claims", "claims", "themes"
THEME_COLUMNS, CLAIM_COLUMNS, QUESTION_COLUMNS, CLAIM_THEMES = 4, 3, 2, 3
NEW_CLAIM_ROWS = 20


def build_statement_form(
    lists: Lists, *, themes: int = THEME_COLUMNS, claims: int = CLAIM_COLUMNS, questions: int = QUESTION_COLUMNS
) -> SheetForm:
    """Return the form of the statements with so many columns for themes, pairs of claim and position, and questions."""
    choice = Input.CHOICE
    pairs = [
        column
        for number in range(1, claims + 1)
        for column in (
            Column(
                f"claim.{number}",
                Message("Krav {number}", number=number),
                42,
                choice,
                lists.claims,
                Message("Et krav utsagnet tar standpunkt til. Nye krav skriver du på arket «Nye krav»."),
            ),
            Column(
                f"position.{number}",
                Message("Standpunkt {number}", number=number),
                13,
                choice,
                lists.positions,
                Message("Er utsagnet for, mot, delt eller nøytralt til kravet ved siden av?"),
            ),
        )
    ]
    return SheetForm(
        key=STATEMENTS,
        title=Message("Utsagn"),
        frozen=1,
        columns=(
            Column("text", Message("Utsagn"), 64),
            Column("place", Message("Sted og sammenheng"), 32),
            Column("sender", Message("Avsender"), 24),
            Column("suggestions", Message("Kodeforslag fra maskinen (ikke koding)"), 34, Input.SUGGESTION),
            *_themes(themes, 27, lists, Message("Et tema utsagnet tar opp.")),
            *pairs,
            *(
                Column(f"question.{number}", Message("Svarer på spørsmål {number}", number=number), 30, choice, lists.questions)
                for number in range(1, questions + 1)
            ),
            Column(
                "kind",
                Message("Slag"),
                18,
                choice,
                lists.kinds,
                Message("Bare syn og gjengitt syn er utsagn. Bytt slag hvis programmet har lest feil."),
            ),
            Column(
                "quotable",
                Message("Kan utsagnet siteres"),
                12,
                choice,
                lists.yes_no,
                Message("La stå tomt når det som gjelder for hele innspillet, skal gjelde."),
            ),
            Column("memo", Message("Notat"), 36, Input.TEXT),
            Column("coders", Message("Kodet av"), 18),
            Column("source", Message("Innspill (fil)"), 34),
            Column(ID, Message("Utsagns-id (ikke rør)"), 24),
        ),
    )  # fmt: skip


def build_statement_rows(
    coded: Sequence[CodedStatement],
    sources: Mapping[str, Source],
    own: Mapping[str, CodingSet],
    lists: Lists,
    labels: Labels,
) -> FilledSheet:
    """Return the statements with one coder's own codings (`own`, by statement) filled in; never another coder's."""
    form = build_statement_form(
        lists,
        themes=max([THEME_COLUMNS, *(len(coding.themes) for coding in own.values())]),
        claims=max([CLAIM_COLUMNS, *(len(coding.claims) for coding in own.values())]),
        questions=max([QUESTION_COLUMNS, *(len(coding.questions) for coding in own.values())]),
    )
    rows = []
    for statement in coded:
        passage = statement.passage
        source = sources[passage.source_id]
        shown = {
            **_shown(passage, source, labels),
            "sender": f"{source.sender_code} {labels.sender(source.sender_code)}" if source.sender_code else source.sender_name,
            "suggestions": "\n".join(
                labels.t("{theme} (fant «{found}»)", theme=labels.theme(one.theme), found=one.found)
                if one.origin == "search_word"
                else f"{labels.theme(one.theme)} ({one.reason.text(labels.language)})"
                for one in statement.suggestions
            ),
            "coders": ", ".join(sorted(view.coder for view in statement.views)),
        }  # fmt: skip
        rows.append({**shown, **read_coding_values(passage, own.get(passage.statement_id))})
    return FilledSheet(form, rows)


def read_coding_values(passage: Passage, coding: CodingSet | None) -> dict[str, str]:
    """Return what the editable columns hold for a passage and one coder's coding of it."""
    values = {"kind": passage.kind.value}
    if coding is None:
        return values
    for number, theme in enumerate(coding.themes, start=1):
        values[f"theme.{number}"] = theme
    for number, claim in enumerate(coding.claims, start=1):
        values[f"claim.{number}"], values[f"position.{number}"] = claim.claim_id, claim.position.value
    for number, question in enumerate(coding.questions, start=1):
        values[f"question.{number}"] = question
    if coding.quotable is not None:
        values["quotable"] = YES if coding.quotable else NO
    return {**values, "memo": coding.memo}


def build_other_form(lists: Lists) -> SheetForm:
    """Return the form of the passages that do not count as statements."""
    return SheetForm(
        key=OTHERS,
        title=Message("Andre tekststeder"),
        columns=(
            Column("text", Message("Tekststed"), 64),
            Column(
                "kind",
                Message("Slag"),
                22,
                Input.CHOICE,
                lists.kinds,
                Message(
                    "Er dette et syn, velger du «syn». Da kommer det med blant utsagnene neste gang arket skrives."
                ),
            ),
            Column("reason", Message("Hvorfor programmet leste det slik"), 34),
            Column("place", Message("Sted og sammenheng"), 36),
            Column("source", Message("Innspill (fil)"), 38),
            Column(ID, Message("Tekststeds-id (ikke rør)"), 24),
        ),
    )


def build_other_rows(
    passages: Sequence[Passage], sources: Mapping[str, Source], lists: Lists, labels: Labels
) -> FilledSheet:
    """Return the passages that do not count as statements, each with its kind to put right."""
    rows = [
        {
            **_shown(passage, sources[passage.source_id], labels),
            "kind": passage.kind.value,
            "reason": labels.t(passage.kind_reason) if passage.kind_reason else "",
        }
        for passage in passages
    ]
    return FilledSheet(build_other_form(lists), rows)


def build_new_claim_form(lists: Lists) -> SheetForm:
    """Return the form on which a person formulates claims."""
    choice = Input.CHOICE
    return SheetForm(
        key=NEW_CLAIMS,
        title=Message("Nye krav"),
        new_rows=NEW_CLAIM_ROWS,
        columns=(
            Column(
                "text_nb",
                Message("Nytt krav (bokmål)"),
                60,
                Input.TEXT,
                advice=Message("Én setning om hva noen bør gjøre. Én av målformene er nok."),
            ),
            Column("text_nn", Message("Nytt krav (nynorsk)"), 60, Input.TEXT),
            Column("addressee", Message("Hvem kravet er rettet til"), 20, choice, lists.addressees),
            *_themes(CLAIM_THEMES, 30, lists),
            Column("purpose", Message("Formål"), 40, choice, lists.purposes),
            Column("question", Message("Spørsmålet kravet hører til"), 40, choice, lists.questions),
        ),
    )


def build_claim_list(claims: Sequence[Claim], lists: Lists, language: Language) -> FilledSheet:
    """Return all claims to look up, none of it to fill in."""
    form = SheetForm(
        key=CLAIMS,
        title=Message("Krav"),
        columns=(
            Column("claim", Message("Krav"), 70),
            Column("addressee", Message("Rettet til"), 18),
            Column("themes", Message("Temaer"), 40),
            Column(ID, Message("Krav-id"), 36),
        ),
    )
    rows = [
        {
            "claim": claim.text.in_language(language),
            "addressee": lists.addressees.label(claim.addressee),
            "themes": "\n".join(lists.themes.label(theme) for theme in claim.themes),
            ID: claim.id,
        }
        for claim in claims
    ]
    return FilledSheet(form, rows)


def build_theme_list(codebook: Codebook, dialogue: Dialogue, language: Language) -> FilledSheet:
    """Return the codebook to look up, none of it to fill in."""
    form = SheetForm(
        key=THEMES,
        title=Message("Temaer"),
        columns=(
            Column("theme", Message("Tema"), 32),
            Column("main_theme", Message("Hovedtema"), 24),
            Column("definition", Message("Hva temaet er"), 48),
            Column("include", Message("Ta med"), 48),
            Column("exclude", Message("Ikke ta med"), 48),
            Column(ID, Message("Tema-kode"), 24),
        ),
    )
    main = {theme.code: theme.label.in_language(language) for theme in dialogue.main_themes}
    rows = [
        {
            "theme": theme.label.in_language(language),
            "main_theme": main.get(codebook.main_theme_of(theme.code), ""),
            "definition": theme.definition.in_language(language),
            "include": theme.include.in_language(language),
            "exclude": theme.exclude.in_language(language),
            ID: theme.code,
        }
        for theme in codebook.themes
    ]
    return FilledSheet(form, rows)


def _themes(number: int, width: int, lists: Lists, advice: Message | None = None) -> tuple[Column, ...]:
    return tuple(
        Column(f"theme.{place}", Message("Tema {number}", number=place), width, Input.CHOICE, lists.themes, advice)
        for place in range(1, number + 1)
    )


def _shown(passage: Passage, source: Source, labels: Labels) -> dict[str, str]:
    place = passage.anchor.label(labels.language)
    asked = labels.t("Spørsmål: {question}", question=passage.question_label) if passage.question_label else ""
    return {
        "text": passage.text,
        "place": "\n".join(part for part in (place, asked) if part),
        "source": source.source,
        ID: passage.statement_id,
    }
