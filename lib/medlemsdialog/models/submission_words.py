"""What the choices of a submission are called, on the page, in the form, and where an answer is read."""

from __future__ import annotations

from medlemsdialog.catalogue import Message
from medlemsdialog.models.submission import Tick, Treatment

TICK_WORDS = {
    Tick.AGREE: Message("Enig"),
    Tick.PARTLY_AGREE: Message("Delvis enig"),
    Tick.NEITHER: Message("Verken enig eller uenig"),
    Tick.DISAGREE: Message("Uenig"),
    Tick.DO_NOT_KNOW: Message("Vet ikke"),
}
TREATMENT_WORDS = {
    Treatment.POLITICAL_BODY: Message("Politisk behandlet"),
    Treatment.ADMINISTRATION: Message("Svar fra administrasjonen"),
    Treatment.NOT_TOLD: Message("Ikke oppgitt"),
}
