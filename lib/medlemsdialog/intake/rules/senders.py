"""The rules on who sent it, and where it belongs."""

from __future__ import annotations

from medlemsdialog.catalogue import Message
from medlemsdialog.intake.rules.rule import ERROR, NOTICE, WARNING, Rule

RULES = (
    Rule(
        "unknown_sender",
        WARNING,
        Message("Avsenderen er ikke funnet i kommuneinndelingen {edition}.{near}"),
        Message(
            "Bekreft innspillet med avsenderens kommunenummer, eller med «annen avsender» for en organisasjon eller person."
        ),
        Message("en kommune, en fylkeskommune, et organ i KS eller «annen avsender»"),
    ),
    Rule(
        "ambiguous_sender",
        ERROR,
        Message("Det er flere mulige avsendere: {candidates}."),
        Message("Bekreft innspillet med kommunenummeret til den rette avsenderen."),
    ),
    Rule(
        "foreign_edition_sender",
        WARNING,
        Message(
            "Avsenderen finnes ikke i kommuneinndelingen {edition}, men i en annen. I {edition} tilsvarer det {candidates}."
        ),
        Message("Avgjør hvilken avsender innspillet skal føres på, og bekreft innspillet med kommunenummeret."),
    ),
    Rule(
        "repaired_code",
        NOTICE,
        Message("Kommunenummeret har mistet nullen foran. Det er lest som {code} {name}."),
        Message("Se etter at nummeret er riktig. I Excel: Gjør kolonnen om til tekst."),
        Message("fire sifre"),
    ),
    Rule(
        "not_a_member",
        WARNING,
        Message(
            "Avsenderen har svart som {level}, men er ikke funnet som medlem. Svaret er ført på «annen avsender».{near}"
        ),
        Message(
            "La det stå hvis avsenderen er en virksomhet eller organisasjon. "
            "Gjelder svaret for kommunen, bekrefter du innspillet med kommunenummeret."
        ),
    ),
    Rule(
        "service_unit",
        WARNING,
        Message("Avsenderen ser ut til å være en virksomhet eller et råd i {member}, ikke kommunen selv."),
        Message(
            "Avklar med kommunen hvem innspillet gjelder for. Bekreft det med kommunenummeret bare hvis kommunen står bak, "
            "ellers med «annen avsender»."
        ),
        Message("kommunen selv, eller «annen avsender»"),
    ),
    Rule(
        "organisation",
        NOTICE,
        Message("Avsenderen er en organisasjon eller privatperson, ikke et medlem. Svaret hører ikke til noe fylke."),
        Message("La det stå. Svarer avsenderen for en kommune, bekrefter du innspillet med kommunenummeret."),
    ),
    Rule(
        "other_county_sender",
        WARNING,
        Message("Filen ligger i mappen for {county}, men avsenderen {sender} hører til {other}."),
        Message("Flytt filen til riktig fylkesmappe, eller bekreft innspillet med riktig avsender."),
    ),
    Rule(
        "file_name_sender",
        WARNING,
        Message("Filnavnet begynner med {named}, men teksten ser ut til å være fra {sender}."),
        Message("Se etter hvem som har sendt innspillet, og bekreft det med riktig avsender."),
    ),
    Rule(
        "folder_not_in_edition",
        ERROR,
        Message("Mappen «{folder}» er ikke et fylke i kommuneinndelingen {edition}. Filen er ikke ført på noe fylke."),
        Message("Flytt filen til mappen for et av fylkene i inndelingen, eller til mappen nasjonalt."),
        Message("fylkesnummeret med to sifre, eller nasjonalt"),
    ),
    Rule(
        "outside_county_folder",
        ERROR,
        Message("Filen ligger utenfor fylkesmappene og er ikke ført på noe fylke."),
        Message("Flytt filen til mappen med fylkesnummeret, eller til mappen nasjonalt."),
    ),
    Rule(
        "routes_nowhere",
        NOTICE,
        Message("Innspillet er ikke ført på noe fylke."),
        Message("Hører innspillet til et fylke, bekrefter du det med avsenderens kommunenummer."),
    ),
)
