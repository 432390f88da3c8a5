"""The words of the draft of a council's case that we send out; untouched in what comes back, they are nobody's view."""

from __future__ import annotations

from medlemsdialog.catalogue import Message

CASE = Message("Saksframlegg")
DRAFT = Message(
    "Dette er et utkast. Tekst i klammer og veiledning ved en strek i margen skal byttes ut eller slettes. Det som står "
    "urørt, regnes ikke som innspill fra {member}."
)
KEEP_HEADINGS = Message(
    "Behold overskriftene «Forslag til vedtak», «Saksopplysninger» og «Vurdering». De skiller det som er foreslått, fra det som "
    "er bakgrunn."
)
AFTERWARDS = Message(
    "Etter møtet: Sett inn overskriften «Vedtak» nederst med det som ble vedtatt, eller legg ved saksprotokollen. "
    "Send saken til {recipient} innen {closes}, også når vedtaket ble et annet enn forslaget."
)
# Labels of the case's head. A filing system may fill them in.
FILE_NUMBER = Message("Arkivsak:")
CASE_NUMBER = Message("Saksnr:")
OFFICER = Message("Saksbehandler:")
DATE = Message("Dato:")
BODY_HEAD = Message("Utvalg")
MEETING_HEAD = Message("Møtedato")
NUMBER_HEAD = Message("Saksnr")
TITLE = Message("{title}: innspill til KS fra {member}")
PROPOSAL = Message("Forslag til vedtak")
LEAD = Message("{council} gir dette innspillet til KS i dialogen «{title}»:")
HOW_TO_PROPOSE = Message(
    "Ett punkt er én mening. Skriv hvem som bør gjøre hva: KS, staten, fylkeskommunene eller kommunene. Behold spørsmålet "
    "over punktet, og slett spørsmålene {council} ikke svarer på."
)
POINT = Message("[Skriv hva {council} mener, eller slett spørsmålet.]")
ONWARD = Message("Videre saksgang")
SENT_BY = Message("Innspillet sendes til KS innen {closes}.")
FACTS = Message("Saksopplysninger")
INVITED = Message("KS har invitert medlemmene sine til dialog om «{title}». Fristen for innspill er {closes}.")
PURPOSES = Message("Dette skal KS bruke innspillene til:")
BASE_DOCUMENT = Message(
    "Grunnlagsdokumentet som følger saken, har tall for {member} og stikkord til hvert av spørsmålene i forslaget."
)
OWN_FACTS = Message(
    "[Skriv kort det de folkevalgte trenger å vite om kulturlivet eller tjenesten saken gjelder: tilbud, økonomi, planer og "
    "tidligere vedtak.]"
)
ASSESSMENT = Message("Vurdering")
OWN_ASSESSMENT = Message(
    "[Skriv hvorfor vedtaket er foreslått slik. Skriv også hva som taler imot, og hvem som har deltatt i arbeidet.]"
)
CONSEQUENCES = Message("Økonomiske og administrative konsekvenser")
OWN_CONSEQUENCES = Message(
    "[Skriv hva innspillet betyr for økonomi og bemanning. Et innspill binder normalt ikke {who}.]"
)
ATTACHMENTS = Message("Vedlegg")
ATTACHED_BASE = Message("Grunnlagsdokument for dialogen «{title}»")

# What stands in the draft beside its labels, and the headings that open nothing where they have become lines of text.
CASE_TEXTS = (
    DRAFT,
    KEEP_HEADINGS,
    AFTERWARDS,
    LEAD,
    HOW_TO_PROPOSE,
    POINT,
    SENT_BY,
    INVITED,
    PURPOSES,
    BASE_DOCUMENT,
    OWN_FACTS,
    OWN_ASSESSMENT,
    OWN_CONSEQUENCES,
    ATTACHED_BASE,
    ONWARD,
    CONSEQUENCES,
)
