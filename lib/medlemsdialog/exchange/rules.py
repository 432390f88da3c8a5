"""What may be wrong with a sheet that is taken back: each rule with its sentences, and the problem it becomes."""

from __future__ import annotations

from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.intake.rules import build_problem
from medlemsdialog.intake.rules.rule import ERROR, NOTICE, WARNING, Rule
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.problems import Problem

CONFLICT, ORPHAN = "sheet_conflict", "sheet_orphan"

_RULES = (
    Rule(
        CONFLICT,
        ERROR,
        Message(
            "Cellen er endret to steder. Da arket ble skrevet, sto det «{base}». Du har skrevet «{mine}». "
            "Nå står det «{present}»{who}. Det du skrev, er ikke tatt inn."
        ),
        Message(
            "Bestem hva som skal gjelde. Skal ditt gjelde, tar du arket inn på nytt med valget --keep-mine. "
            "Skal det andre gjelde, gjør du ingenting."
        ),
        Message("«{present}» eller «{mine}»"),
    ),
    Rule(
        "sheet_value",
        ERROR,
        Message("Kolonnen «{column}» kan ikke inneholde «{found}»."),
        Message("Velg en verdi fra listen i cellen. {nearest}"),
        Message("{choices}"),
    ),
    Rule(
        "sheet_value_gone",
        ERROR,
        Message("«{found}» finnes ikke lenger. Verdien er fjernet siden arket ble skrevet."),
        Message("Velg en annen verdi, eller skriv ut et nytt ark."),
        Message("{choices}"),
    ),
    Rule(
        "sheet_date",
        ERROR,
        Message("«{found}» er ikke en dato."),
        Message("Skriv dag, måned og år."),
        Message("en dato, for eksempel 12.06.2017"),
    ),
    Rule(
        "sheet_number",
        ERROR,
        Message("«{found}» er ikke et helt tall."),
        Message("Skriv bare tallet, uten ord."),
        Message("et helt tall fra 0 og oppover"),
    ),
    Rule(
        "sheet_blank",
        ERROR,
        Message("Kolonnen «{column}» er tom, men må ha en verdi."),
        Message("Fyll ut cellen, eller skriv det som sto der: «{base}»."),
        Message("{choices}"),
    ),
    Rule(
        "sheet_merged",
        ERROR,
        Message("Cellene {area} er slått sammen. Da er det uklart hvilke rader verdien gjelder, og den er ikke tatt inn."),
        Message("Opphev sammenslåingen, og skriv verdien i hver celle den gjelder for."),
    ),
    Rule(
        "sheet_not_confirmed",
        WARNING,
        Message("Du har endret raden uten å bekrefte den. Endringen er ikke tatt inn."),
        Message("Sett «Bekreftet» til ja når raden er riktig, og ta arket inn på nytt."),
    ),
    Rule(
        "sheet_row_waits",
        ERROR,
        Message("Raden er ikke bekreftet, fordi en annen celle på den ikke kan brukes."),
        Message("Rett den merkede cellen, og ta arket inn på nytt."),
    ),
    Rule(
        "sheet_aside_not_counted",
        WARNING,
        Message("Innspillet er satt til side. Endringen er ikke tatt inn."),
        Message("Skal innspillet telle, setter du «Bekreftet» til ja."),
    ),
    Rule(
        "sheet_cannot_unconfirm",
        ERROR,
        Message("Et bekreftet innspill kan ikke bli ubekreftet."),
        Message("Skal det ikke telle, setter du «Sett til side» til ja og skriver grunnen."),
    ),
    Rule(
        "sheet_confirmed_and_aside",
        ERROR,
        Message("Raden er både bekreftet og satt til side."),
        Message("Velg ett av dem, og tøm den andre cellen."),
    ),
    Rule(
        "sheet_reason_missing",
        ERROR,
        Message("Innspillet skal settes til side, men grunnen mangler."),
        Message("Skriv hvorfor innspillet ikke skal telle."),
    ),
    Rule(
        "sheet_sender_missing",
        ERROR,
        Message("Innspillet er bekreftet, men det er ikke sagt hvem det kommer fra."),
        Message("Velg avsenderen i listen. Er det verken en kommune, en fylkeskommune eller et organ, velger du «annen avsender»."),
    ),
    Rule(
        "sheet_sender_name_missing",
        ERROR,
        Message("Avsenderen er «annen avsender», men navnet mangler."),
        Message("Skriv navnet i kolonnen «Navn på annen avsender»."),
    ),
    Rule(
        "sheet_name_unused",
        WARNING,
        Message("Navnet er ikke tatt inn, fordi avsenderen er valgt fra listen."),
        Message("Tøm cellen, eller velg «annen avsender»."),
    ),
    Rule(
        "sheet_reason_unused",
        WARNING,
        Message("Det er skrevet en grunn, men innspillet er ikke satt til side. Grunnen er ikke tatt inn."),
        Message("Sett «Sett til side» til ja, eller tøm cellen."),
    ),
    Rule(
        "sheet_level_differs",
        ERROR,
        Message("Nivået «{found}» passer ikke til avsenderen {sender}."),
        Message("Rett nivået. Svarte en virksomhet eller person, velger du «annen avsender» som avsender."),
        Message("{allowed}"),
    ),
    Rule(
        "sheet_source_replaced",
        WARNING,
        Message("Innspillet er byttet ut eller flyttet siden arket ble skrevet. Raden er ikke tatt inn."),
        Message("Skriv ut et nytt ark, og gå gjennom innspillet slik det er nå."),
    ),
    Rule(
        "sheet_withdrawn",
        WARNING,
        Message("Innspillet er trukket. Raden er ikke tatt inn."),
        Message("Du trenger ikke gjøre noe."),
    ),
    Rule(
        ORPHAN,
        WARNING,
        Message("Teksten finnes ikke lenger i innspillet. Den er endret siden arket ble skrevet, og raden er ikke tatt inn."),
        Message("Skriv ut et nytt kodeark, og kod teksten slik den er nå. Det du valgte, står i denne raden."),
    ),
    Rule(
        "sheet_orphans_unchanged",
        NOTICE,
        Message("{number} av tekstene i arket finnes ikke lenger i innspillene. Du hadde ikke endret noe på radene."),
        Message("Skriv ut et nytt ark når du skal arbeide videre."),
    ),
    Rule(
        "sheet_not_a_statement",
        ERROR,
        Message("Teksten er «{found}», ikke et utsagn, og kan ikke kodes. Kodene på raden er ikke tatt inn."),
        Message("Er det et syn, setter du «Slag» til syn. Ellers tømmer du kodene på raden."),
        Message("syn eller gjengitt syn"),
    ),
    Rule(
        "sheet_position_missing",
        ERROR,
        Message("Kravet mangler standpunkt."),
        Message("Velg for, mot, delt eller nøytral i cellen til høyre for kravet."),
    ),
    Rule(
        "sheet_claim_missing",
        ERROR,
        Message("Standpunktet mangler krav."),
        Message("Velg kravet i cellen til venstre for standpunktet, eller tøm cellen."),
    ),
    Rule(
        "sheet_two_positions",
        ERROR,
        Message("Samme krav står to ganger på raden med ulike standpunkt."),
        Message("Behold ett standpunkt. Er utsagnet både for og mot, velger du «delt»."),
    ),
    Rule(
        "sheet_row_unknown",
        WARNING,
        Message("Raden er ikke forstått: «{found}» er ikke i programmet. Nye rader kan ikke legges til på dette arket."),
        Message("Et nytt innspill legger du som fil i mappen for fylket. Er id-en på raden blitt endret, skriver du ut et nytt ark."),
    ),
    Rule(
        "sheet_row_twice",
        WARNING,
        Message("Samme rad står flere ganger med ulike verdier, også i rad {row}. Ingen av dem er tatt inn."),
        Message("Slett den ene raden, og ta arket inn på nytt."),
    ),
    Rule(
        "sheet_row_incomplete",
        ERROR,
        Message("Raden er ikke tatt inn: «{column}» mangler."),
        Message("Fyll ut cellen, eller tøm hele raden."),
    ),
    Rule(
        "sheet_meeting_twice",
        ERROR,
        Message("Det er to møter i samme organ på samme dag og arena, også i rad {row}. Raden er ikke tatt inn."),
        Message("Slett den ene raden, eller rett datoen."),
    ),
    Rule(
        "sheet_claim_exists",
        ERROR,
        Message("Kravet finnes fra før med andre opplysninger: {present}. Raden er ikke tatt inn."),
        Message("Tøm raden hvis kravet skal være som før. Skal ditt gjelde, tar du arket inn på nytt med valget --keep-mine."),
    ),
    Rule(
        "sheet_rows_gone",
        NOTICE,
        Message("{number} av radene som ble skrevet, er ikke i arket nå. Ingenting er slettet i programmet."),
        Message("Du trenger ikke gjøre noe."),
    ),
    Rule(
        "sheet_column_gone",
        WARNING,
        Message("Kolonnen «{column}» finnes ikke i arket. Det som gjelder den, er som før."),
        Message("Er overskriften endret, skriver du den tilbake. Ellers trenger du ikke gjøre noe."),
    ),
    Rule(
        "sheet_gone",
        NOTICE,
        Message("Arket «{name}» finnes ikke i filen. Ingenting er endret der."),
        Message("Du trenger ikke gjøre noe."),
    ),
    Rule(
        "sheet_base_gone",
        WARNING,
        Message("Det skjulte arket som sier hva «{name}» ble skrevet fra, mangler. Da kan ikke programmet se hva du har endret."),
        Message("Verdier som ingen har bestemt fra før, er tatt inn. Andre forskjeller er vist som celler som er endret to steder."),
    ),
    Rule(
        "sheet_not_ours",
        ERROR,
        Message("Filen {file} er verken et innspillsark eller et kodeark. Ingenting er tatt inn fra den."),
        Message("Ta inn en fil som er skrevet med «medlemsdialog sheets out», lagret som Excel-arbeidsbok (.xlsx)."),
    ),
    Rule(
        "sheet_other_area",
        ERROR,
        Message("Filen {file} gjelder {found}, ikke {area}. Ingenting er tatt inn fra den."),
        Message("Oppgi riktig fylke med --county, eller ta inn riktig fil."),
    ),
    Rule(
        "sheet_other_dialogue",
        ERROR,
        Message("Filen {file} hører til en annen dialog ({found}). Ingenting er tatt inn fra den."),
        Message("Oppgi mappen til den dialogen med --data."),
    ),
    Rule(
        "sheet_other_coder",
        ERROR,
        Message("Kodearket {file} er skrevet for {found}, men tas inn av {by}. Ingenting er tatt inn fra det."),
        Message("Hver koder bruker sitt eget ark. Skriv ut et nytt med --coder «{by}», eller oppgi --by «{found}»."),
    ),
)  # fmt: skip
_BY_ID = {rule.id: rule for rule in _RULES}


def build_sheet_problem(
    rule: str,
    *,
    file: str,
    county_code: str = "",
    sheet: str | None = None,
    cell: str | None = None,
    **values: Any,
) -> Problem:
    """Return the problem that a rule describes, at a cell of a sheet of a file."""
    anchor = Anchor(sheet=sheet, cell=cell)
    return build_problem(_BY_ID[rule], source=file, county_code=county_code, anchor=anchor, **values)
