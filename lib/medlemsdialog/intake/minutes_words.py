"""The words of the template for minutes that we send out, and what its column on agreement tells."""

from __future__ import annotations

from medlemsdialog.catalogue import Message

TITLE = Message("Referat fra møte om «{title}»")
HOW_TO_WRITE = Message(
    "Fyll ut feltene, og skriv ett poeng i hver rad. Trenger du flere rader, trykker du Tab i den siste cellen. Det som står "
    "urørt i malen, regnes ikke som innspill."
)
WHO_SAID_IT = Message(
    "Skriv hvem som sa det, med kommune, rolle, parti eller organisasjon. Navn på personer trengs ikke."
)
WRITE_DISSENT = Message(
    "Skriv alltid om de andre var enige. Var noen uenige, får også det de mente, en rad. Et mindretall kan i tillegg ha en "
    "særmerknad nederst."
)
SEND_TO = Message("Send referatet til {recipient} innen {closes}.")
# Labels of the head, each followed by its field.
SENDER = Message("Avsender:")
COMMITTEE = Message("Utvalg:")
MEETING_DATE = Message("Møtedato:")
MEETING_PLACE = Message("Møtested:")
CHAIR = Message("Møteleder:")
SECRETARY = Message("Referent:")
PRESENT = Message("Til stede:")
INVITED = Message("Invitert:")
COUNTY_BOARD = Message("Fylkesstyret i {area}")
CHIEF_EXECUTIVES = Message("Rådmannsutvalget i {area}")
# What stands in a field that nobody has filled in.
CHOOSE_SENDER = Message("[Velg eller skriv hvem referatet er fra]")
WRITE_COMMITTEE = Message("[Skriv hvem som møttes]")
CHOOSE_DATE = Message("[Velg dato]")
WRITE_PLACE = Message("[Skriv sted]")
WRITE_NAME = Message("[Skriv navn]")
WRITE_PRESENT = Message("[Skriv antall, og hvem de kom fra]")
WRITE_INVITED = Message("[Skriv antall]")
CHOOSE = Message("[Velg]")
QUESTION = Message("Spørsmål {number}: {text}")
SAID = Message("Hva ble sagt")
WHO = Message("Hvem sa det")
AGREED = Message("Var de andre enige?")
ALL_AGREED = Message("Alle enige")
MOST_AGREED = Message("De fleste")
DIVIDED = Message("Delte meninger")
ONE_ALONE = Message("Bare den som sa det")
NOT_ASKED = Message("Ikke drøftet")
AGREEMENTS = (ALL_AGREED, MOST_AGREED, DIVIDED, ONE_ALONE, NOT_ASKED)
# What the meeting did not stand behind is reported, as said by some of those who met.
NOT_THE_MEETINGS = (DIVIDED, ONE_ALONE, NOT_ASKED)
SHARED = Message("Dette samlet møtet seg om")
WRITE_SHARED = Message("[Skriv det alle sto bak, ett punkt på hver linje, eller slett overskriften.]")
DISSENT = Message("Særmerknader")
WRITE_DISSENTING = Message("[Skriv hva mindretallet mente, og hvem de var, eller slett overskriften.]")
ONWARD = Message("Videre saksgang")
WRITE_ONWARD = Message("[Skriv hvem som følger opp, og når referatet er godkjent.]")

# What stands in the template beside its labels, and the headings that open nothing where they have become lines of text.
MINUTES_TEXTS = (
    HOW_TO_WRITE,
    WHO_SAID_IT,
    WRITE_DISSENT,
    SEND_TO,
    CHOOSE_SENDER,
    WRITE_COMMITTEE,
    CHOOSE_DATE,
    WRITE_PLACE,
    WRITE_NAME,
    WRITE_PRESENT,
    WRITE_INVITED,
    CHOOSE,
    WRITE_SHARED,
    WRITE_DISSENTING,
    WRITE_ONWARD,
    SHARED,
    ONWARD,
)
