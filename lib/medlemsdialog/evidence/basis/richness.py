"""Is there enough, and is it rich enough? How many, from how many places, in how many words of their own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence.basis.material import BasisFact, Material, is_most
from medlemsdialog.models.identity import canonical_text
from medlemsdialog.models.vocabulary import BasisQuestion

# Fewer than this, and each member weighs much.
FEW_MEMBERS = 5
# A statement with fewer letters says what its sender thinks, but hardly why.
SHORT_TEXT = 80
_fact = partial(BasisFact, question=BasisQuestion.RICHNESS)


def describe_richness(material: Material) -> Iterator[BasisFact]:
    """Yield what is known of how much there is."""
    members = len(material.members)
    yield _fact(
        message=Message(
            "Medlemmer bak funnet: {members} av {possible} mulige. Organer: {bodies}. Andre avsendere: {others}.",
            members=members,
            possible=material.overview.possible_members,
            bodies=len(material.bodies),
            others=len(material.other_senders),
        ),
        concern=members < FEW_MEMBERS,
    )
    yield _fact(
        message=Message(
            "Fylker med medlemmer bak funnet: {counties} av {possible}.",
            counties=len(material.counties),
            possible=len(material.overview.counties),
        ),
        concern=len(material.counties) < 2,
    )
    if members > 1:
        county, most = min(material.counties.items(), key=lambda counted: (-counted[1], counted[0]))
        yield _fact(
            message=Message(
                "Flest medlemmer fra ett fylke: {part} av {total}, fra {county}.",
                part=most,
                total=members,
                county=material.labels.area(county),
            ),
            concern=is_most(most, members),
        )
    yield from _describe_texts(material)


def _describe_texts(material: Material) -> Iterator[BasisFact]:
    rows = [one.row for one in material.said]
    if not rows:
        return
    group_of = {
        statement.statement_id: number
        for number, text in enumerate(material.overview.copied_texts)
        for statement in text.statements
    }
    texts = {group_of.get(row.statement_id, row.text_sha256 if row.tick else row.text_unit) for row in rows}
    yield _fact(
        message=Message("Utsagn: {statements}. Ulike tekster: {texts}.", statements=len(rows), texts=len(texts))
    )
    shared = {text for text in group_of.values() if material.overview.copied_texts[text].senders > 1}
    if copied := sum(group_of.get(row.statement_id) in shared for row in rows):
        yield _fact(
            message=Message(
                "Utsagn som deler tekst med andre avsendere: {part} av {total}.", part=copied, total=len(rows)
            ),
            internal=True,
            concern=is_most(copied, len(rows)),
        )
    known = [row for row in rows if row.tick or row.text is not None]
    short = sum(row.tick or len(canonical_text(row.text or "")) < SHORT_TEXT for row in known)
    yield _fact(
        message=Message(
            "Kryss og utsagn på under {letters} tegn: {part} av {total}.",
            letters=SHORT_TEXT,
            part=short,
            total=len(known),
        ),
        concern=is_most(short, len(known)),
    )
