"""What only tells how a case was handled or sent on: never a passage that also asks for something."""

from __future__ import annotations

import re

from medlemsdialog.intake.markers import split_marker
from medlemsdialog.intake.votes import split_sentences
from medlemsdialog.intake.wording import is_normative

_I = re.IGNORECASE
_LONGEST = 400
_PROCEDURE = re.compile(
    r"\b(?:oversendes|oversendast|sendes (?:over )?(?:til )?(?:departementet|høringsinstans|fylkeskommunen|ks|"
    r"bystyret)|blir sendt (?:over )?til|"
    r"vert send(?:t)? (?:over )?til|blir oversendt|vert oversendt?|oversend(?:er|ar) uttal)\b|"
    r"^melding om (?:vedtak|vedtaket)\b|\b(?:særutskrift|saksutskrift|utskrift av saka?) (?:sendes|blir sendt|"
    r"vert send)|"
    r"\b(?:avgir|avgjev|gir|gjev|sender|vedtar|vedtek|godkjenner|godkjenn|slutter seg til|sluttar seg til) (?:denne |"
    r"vedlagte |følgjande |følgende )?"
    r"(?:uttalelsen|uttalen|uttala|fråsegna|høringsuttalelsen|høyringsuttalen|høringssvaret|høyringssvaret)"
    r"(?: (?:slik|som|slikt) .{0,60}(?:lagt fram|fremlagt|framlagt|ligger? føre|går fram|framgår|fremgår|"
    r"føreligg))?\.?$|"
    r"\b(?:avgir|avgjev|gir|gjev) (?:følgende|følgjande) (?:uttalelse|høringsuttalelse|innspill|innspel|uttale|"
    r"høyringsuttale|fråsegn|"
    r"høringssvar)\s*:?$|"
    r"^(?:saken (?:er|ble) |saka (?:er|vart) |\S+ ){0,3}(?:behandlet|behandla|handsama|vedtatt|vedteke|"
    r"vedteken) (?:av|i) \S.{0,160}$|"
    r"^(?:\S+ ){0,6}(?:vedtatt|vedteke|vedtekne|samrøystes vedteke|enstemmig vedtatt)\b.{0,40}$|"
    r"^(?:innstillingen?|innstillinga|forslaget|framlegget|tilrådinga|vedtaket)\b.{0,60}\b(?:vedtatt|vedteke|"
    r"enstemmig|samrøystes)\b.{0,60}$|"
    r"^(?:vi |kommunen |fylkeskommunen |(?:[\wæøåÆØÅ]+ )?(?:fylkes)?kommune )?(?:viser|syner|det vises|det blir vist|"
    r"det vert vist|det visast) til (?:[^.]|(?<=\d)\.){0,200}\.?$|"
    r"\b(?:vedtar|vedtek|godkjenner|godkjenn) (?:følgende|følgjande) [\w-]+\s*:?$|"
    r"^(?:enstemmig|samrøystes)\b.{0,60}$|^saken? (?:legges|blir lagd?|vert lagd?|ble) .{0,80}$|"
    r"^(?:saken |saka |meldingen |meldinga |orienteringen |høringen )?(?:tas|takast|blir teken|vert teken|blir tatt|"
    r"tatt) til (?:etterretning|vitende|vitande|orientering)\.?$|"
    r"\b(?:tar|tek) (?:saken|saka|meldingen|meldinga|orienteringen) til (?:orientering|etterretning|vitende|vitande)\b|"
    r"^vedlagt(?: her)? (?:følger|følgjer|ligger|ligg|er|finner|finn|sendes|oversendes|oversendast)\b.{0,200}$|"
    r"\b(?:oversender|oversendar|sender) (?:med dette|herved|hermed|vedlagt)\b.{0,200}$|"
    r"^(?:hei,? )?(?:her (?:er|kommer|kjem|følger|følgjer)|(?:nedenfor|under) (?:er|følger|følgjer)|dette er) (?:\S+ ){0,4}?"
    r"(?:innspill(?:et|ene)?|innspel(?:et|a)?|svar(?:et|a|ene)?|uttalelsen?|uttalen?|tilbakemelding(?:en|a)?)"
    r"(?: (?:fra|frå|til|på) .{1,80})?[.:!]?$|"
    r"^(?:\S+ ){0,4}øn(?:sket|skte|ska) (?:\S+ )?velkom(?:men|en)\b.{0,60}$|^neste møte\b.{0,80}$|"
    r"^til (?:orientering|informasjon|info)\.?$|"
    r"^(?:møtet ble|møtet vart|møtet blei) (?:satt|sett|hevet|heva)|^(?:protokollen|innkallingen|innkallinga|"
    r"sakslisten|saklista) (?:ble|vart|blei)\b|"
    r"\b(?:delegeres|delegerast) til (?:rådmannen|kommunedirektøren)\b|"
    r"^innkalling(?:en|a)? og sak(?:s|a)?list[ea]n?\b.{0,80}$|"
    r"^(?:\S+ ){0,6}(?:er|har|ble|blei|vart) ikk(?:e|je) (?:vore |vært |blitt )?(?:politisk )?(?:behandla|behandlet|"
    r"handsama)\b.{0,80}$|"
    r"\b(?:avgir|avgjev|avgjer|gir|gjev|sender|vil) ikk(?:e|je) (?:noen |nokon |ei |en |gi |gje )?(?:uttalelse|uttale|"
    r"høringsuttalelse|høyringsuttale|"
    r"høringssvar|høyringssvar|fråsegn|innspill|innspel)\b|"
    r"\bvedtaket (?:kan (?:ikke |ikkje )?(?:påklag(?:es|ast)|klagast på)|meld(?:es|ast|t)|er (?:endelig|endeleg|"
    r"enstemmig|samrøystes)|var (?:enstemmig|samrøystes))\b|"
    r"^(?:saken|saka) (?:legges|leggjast|blir lagt|vert lagd?|fremmes|fremjast) (?:fram |frem )?uten innstilling|"
    r"\butan (?:innstilling|tilråding)\b|"
    r"^(?:saksordfører|ordføreren|ordføraren|rådmannen|kommunedirektøren|kultursjefen|leder|"
    r"leiar)\b[^.]{0,60}\b(?:orienterte|redegjorde|gjorde greie|innledet|innleidde|svarte på)\b"
    r"|\b(?:uttalelsen|uttalen|uttala|fråsegna|vedtaket|innspillet|innspelet|saken|saka|svaret|brevet|dokumentet) "
    r"(?:blir |vert |skal |må |bes |er )?(?:å )?(?:oversend(?:es|ast|t|e)?|send(?:es|ast|t|e)?)\b",
    _I,
)
# «… må sendes innen fristen», «ber om at saken oversendes» ask only that the case goes on.
_SENDING_ON = re.compile(
    r"\b(?:må|bør|skal|ber(?: \w+)? om at|bes(?: om)?|ønsker at|ønskjer at|vil at|mener at|anbefaler at|"
    r"anbefale at)\b[^.,;]{0,60}?"
    r"\b(?:over)?(?:send(?:es|e|ast|t)|oversende[st]?|legges fram|avgis|avgir|vedtas|godkjennes|slutter seg til|"
    r"tas opp)\b[^.]*",
    _I,
)


def is_procedure(text: str) -> bool:
    """Whether a passage only tells how the case was handled or sent on, and asks for nothing itself."""
    marker = split_marker(text.strip())
    bare = marker.text if marker else text.strip()
    if len(bare) >= _LONGEST or not _PROCEDURE.search(bare):
        return False
    return not any(_asks_for_something(sentence) for sentence in split_sentences(bare))


def _asks_for_something(sentence: str) -> bool:
    return is_normative(_SENDING_ON.sub(" ", sentence)) and not _is_formula(sentence)


def _is_formula(sentence: str) -> bool:
    """Whether a sentence's only normative word is a fixed phrase: «slutter seg til innstillingen», «Forslaget ble vedtatt»."""
    return not is_normative(_FORMULAS.sub(" ", sentence))


_FORMULAS = re.compile(
    r"\b(?:slutter|sluttar) seg til\b|\bforeslår at (?:saken|saka)\b|\bforeslo\b|\bvil (?:be|oppfordre) om at (?:saken|saka)\b|"
    r"\bber (?:rådmannen|kommunedirektøren|ordføreren|ordføraren|administrasjonen)(?: om)?\b",
    _I,
)
