"""The LES-MEG files of a new dialogue folder: what to put where, what happens then, and the next command."""

from __future__ import annotations

from medlemsdialog.catalogue import Language, Message

_COUNTY_INPUTS = Message(
    """# Innspill fra {county}

Legg innspillene fra fylket {county} ({code}) i denne mappen: saksframlegg, vedtak, referater, e-poster og svarskjemaer.
Programmet leser Word (.docx), PDF, Excel (.xlsx), CSV, tekst (.txt, .md) og e-post (.eml). Lag gjerne undermapper.

Legg filene inn slik de kom. Programmet endrer dem aldri. Denne LES-MEG-filen leses ikke som innspill.

## Dette skjer

1. Programmet leser hver fil og foreslår avsender og type uttalelse.
2. Du får vite hva du bør se på: hvilken fil, hvilket sted, hva som er galt, og hva du kan gjøre.
3. Et innspill teller først når en person har bekreftet det.

## Neste kommando

Åpne et terminalvindu i dialogmappen og skriv:

    medlemsdialog check --data . --county {code}

Når det ser riktig ut, bekrefter du innspillene og lager fylkesrapporten:

    medlemsdialog confirm --data . --county {code}
    medlemsdialog run --data . --county {code}
"""
)

_NATIONAL_INPUTS = Message(
    """# Innspill som ikke hører til ett fylke

Legg her det som gjelder flere fylker: eksporten fra et felles svarskjema, og innspill fra nettverk, konferanser og
organisasjoner.

## Dette skjer

1. I en eksport fra et svarskjema blir hver rad ett innspill. Raden går til fylket som avsenderen hører til.
2. Rader som programmet ikke kan plassere, får en merknad og blir stående her til du har sagt hvem avsenderen er.
3. Innspill uten fylke får sin egen plass i den nasjonale rapporten. De telles aldri som svar fra en kommune.

## Neste kommando

    medlemsdialog check --data .
"""
)

_COUNTY_JUDGEMENTS = Message(
    """# Valg som er gjort for {county}

Her lagrer programmet det mennesker har bestemt for fylket {county} ({code}): hvilke innspill som er bekreftet, møter,
rettinger, valgte koder, vurderinger og godkjenning. Det blir én fil for hver person og hver maskin.

Du trenger ikke legge noe her selv. Ikke rediger og ikke slett filene: Da blir valgene borte. Ta sikkerhetskopi av mappen.

## Neste kommando

Se hva som venter på å bli bekreftet:

    medlemsdialog confirm --data . --county {code}
"""
)

_NATIONAL_JUDGEMENTS = Message(
    """# Valg som ikke hører til ett fylke

Her lagrer programmet det mennesker har bestemt for innspill uten fylke, og kravene som gjelder hele dialogen.

Du trenger ikke legge noe her selv. Ikke rediger og ikke slett filene: Da blir valgene borte. Ta sikkerhetskopi av mappen.

## Neste kommando

    medlemsdialog status --data .
"""
)


def build_county_inputs(code: str, county: str, language: Language) -> str:
    """Return the text for a county's input folder."""
    return Message(_COUNTY_INPUTS.msgid, code=code, county=county).text(language)


def build_county_judgements(code: str, county: str, language: Language) -> str:
    """Return the text for a county's judgement folder."""
    return Message(_COUNTY_JUDGEMENTS.msgid, code=code, county=county).text(language)


def build_national_inputs(language: Language) -> str:
    """Return the text for the folder of input without a county."""
    return _NATIONAL_INPUTS.text(language)


def build_national_judgements(language: Language) -> str:
    """Return the text for the judgements that belong to no county."""
    return _NATIONAL_JUDGEMENTS.text(language)
