"""The marks of the national matrices: one sign for each thing a cell can say, told apart by shape and never by colour alone.

The legend follows the practice of evidence-gap maps: what is empty says why it is empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from medlemsdialog.models.vocabulary import AnswerState, Position
from medlemsdialog.report import places
from medlemsdialog.report.figures import POSITIONS
from medlemsdialog.report.fragment import Fragment, render

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

# In the order they stand in a cell: what was said first, silence last.
STATE_SIGNS = {
    AnswerState.ANSWERED: "●",
    AnswerState.NEUTRAL: "○",
    AnswerState.WAITING: "…",
    AnswerState.ATTACHMENT_MISSING: "v",
    AnswerState.NOT_ANSWERED: "□",
    AnswerState.NO_INPUT: "∅",
    AnswerState.NOT_ASKED: "/",
}
# Neutral is one sign, whether it is an answer or a position.
POSITION_SIGNS = {
    Position.AGAINST: "−",
    Position.MIXED: "±",
    Position.FOR: "+",
    Position.NEUTRAL: STATE_SIGNS[AnswerState.NEUTRAL],
}
WAITING, NO_INPUT = STATE_SIGNS[AnswerState.WAITING], STATE_SIGNS[AnswerState.NO_INPUT]
NOT_RAISED, ONLY_BODIES, ONLY_OTHERS, STOPPED, UNTOLD = "–", "org", "a", "×", "(–)"
NOT_RAISED_YET, NOT_RAISED_BY_BODIES = NOT_RAISED + WAITING, NOT_RAISED + ONLY_BODIES
LEGEND_ID = f"{places.NATION_PREFIX}-tegn"


def legend(labels: Labels) -> Fragment:
    """Show what every sign of the national matrices means, once for all of them."""
    t = labels.t
    meanings = {
        AnswerState.ANSWERED: t("Medlemmet har svart på spørsmålet."),
        AnswerState.NEUTRAL: t("Medlemmet har svart uten å ta side, eller er nøytralt til kravet."),
        AnswerState.WAITING: t("Noe er mottatt, men ikke lest ferdig, registrert eller kodet. Svaret kan stå der."),
        AnswerState.ATTACHMENT_MISSING: t("Innspillet viser til et vedlegg som ikke er kommet."),
        AnswerState.NOT_ANSWERED: t("Medlemmet har gitt innspill, men det svarer ikke på dette spørsmålet."),
        AnswerState.NO_INPUT: t("Ingenting er mottatt, fra medlemmet eller fra noen i fylket."),
        AnswerState.NOT_ASKED: t("Spørsmålet er ikke stilt til medlemmet."),
    }
    states = [(sign, labels.word(state), meanings[state]) for state, sign in STATE_SIGNS.items()]
    positions = [
        (POSITION_SIGNS[position], labels.word(position), t("Medlemmets standpunkt til kravet."))
        for position in POSITIONS
        if position is not Position.NEUTRAL
    ]
    others = [
        (NOT_RAISED, t("ikke tatt opp"), t("Fylket er hørt og lest ferdig, og ingen der har tatt det opp.")),
        (
            NOT_RAISED_YET,
            t("ikke tatt opp så langt"),
            t("Ingen har tatt det opp i det som er lest, men noe fra fylket er ikke ferdig behandlet."),
        ),
        (ONLY_BODIES, t("bare organ"), t("Et organ har tatt det opp, ikke noe medlem.")),
        (
            NOT_RAISED_BY_BODIES,
            t("ikke tatt opp av organ"),
            t("Fylket er bare hørt gjennom et organ, og organet har ikke tatt det opp."),
        ),
        (ONLY_OTHERS, t("bare andre avsendere"), t("En organisasjon eller en annen avsender har tatt det opp.")),
        (
            UNTOLD,
            t("vises ikke"),
            t("Noe er sendt i fortrolighet eller av en enkeltperson. Det som er åpent, sier ikke noe om dette."),
        ),
        (STOPPED, t("kjøringen stoppet"), t("Tallene for fylket er ikke kjent. Fylket er ikke taust.")),
    ]
    return render("legend", labels, id=LEGEND_ID, signs=[*states, *positions, *others])
