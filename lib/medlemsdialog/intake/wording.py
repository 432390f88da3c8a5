"""What the wording of a passage alone tells: placeholders, questions, what it asks for, whose view it is, references away."""

from __future__ import annotations

import re

from medlemsdialog.intake.votes import is_voted_down, split_sentences

_I = re.IGNORECASE

_PLACEHOLDER = re.compile(
    r"^[\[(<]?\s*(?:tomt? felt(?:et)?|tomt|tom|ikke besvart|ikkje svart på|ikkje svar på|ikke svar på|ikkje svar|"
    r"ubesvart|felt(?:et)? (?:er )?tomt|ikke svart|ikkje svara|ikke utfylt|"
    r"ikkje utfylt|ikke aktuelt|ikkje aktuelt|ikke relevant|ikkje relevant|ingen kommentar(?:er|ar)?|"
    r"ingen merknad(?:er|ar)?|"
    r"ingen innvending(?:er|ar)?|ikke noe å bemerke|(?:har )?(?:ingen|ikkje|ikke) (?:innspill|innspel)|"
    r"ingen|ingen ting|ingenting|intet|n/?a|nil|null|blank|skriv her|klikk (?:eller trykk )?her.*|sett inn tekst.*|"
    r"fyll inn.*|har ingen (?:kommentar|merknad)(?:er|ar)?|<?\\s*sett inn.*|"
    r"(?:øvrige|resten|dei andre|de andre)(?: spørsmål(?:ene|a)?)?\s*:?\s*(?:ikke besvart|ikkje svart på|ikkje svara|"
    r"ubesvart)|"
    r"[-–—_.…*/x\s]{1,10}|\?+)\s*[\])>]?\.?$",
    _I,
)
_WHO_ELSE = (
    r"(?:parti(?:et)?|høyre|arbeiderpartiet|arbeidarpartiet|ap|sv|sp|senterpartiet|frp|krf|venstre|rødt|raudt|mdg|"
    r"representanten?|"
    r"mindretallet|mindretalet|medlemmene fra|medlemene frå|noen|nokre|nokon|enkelte|einskilde|mange|flere|fleire|"
    r"andre|kritikere|kritikarar|"
    r"motstanderne|motstandarane|deltakerne|deltakarane|innbyggerne|innbyggjarane|foreldre|foreldra|ungdomsrådet|eldrerådet|"
    r"rådet|lag og foreninger|lag og foreiningar)"
)
# «Vi har i mange år …, og vi mener», «I likhet med andre mener vi»: the sender's own clause ends what others may have said.
_OWN_SUBJECT = r"(?:vi|jeg|eg|kommunen|fylkeskommunen|kommunestyret|bystyret|formannskapet)"
_REPORTED = re.compile(
    rf"\b{_WHO_ELSE}\b(?:(?!\b(?:og|men|så|derfor|difor) {_OWN_SUBJECT}\b).){{0,60}}?"
    rf"(?<!\bvi )(?<!\bjeg )(?<!\beg )\b(?:mener|meiner|mente|meinte|hevder|hevdar|hevdet|hevda|ønsket|ønskte|ønska|foreslo|"
    rf"føreslo|fremmet|"
    r"påpekte|påpeker|peika på|pekte på|peker på|uttrykte|uttrykker|ga uttrykk for|gav uttrykk for|gir uttrykk for|"
    r"argumenterte|argumenterer|"
    r"tatt til orde for|teke til orde for|tok til orde for|tek til orde for|vil ha det til|frykter|fryktar)\b"
    rf"(?! {_OWN_SUBJECT}\b)|"
    r"^det (?:ble|blei|vart|blir|vert) (?:av og til |ofte |gjerne |tidvis )?(?:sagt|hevdet|hevda|påpekt|peika på|"
    r"pekt på|foreslått|føreslått|innvendt|nevnt|nemnt)\b|"
    r"^det (?:hevdes|sies|blir sagt|blir hevda|påstås|er blitt hevdet|er hevdet)\b",
    _I,
)
_PROPOSAL_WORDING = re.compile(
    r"\b(?:rådmannen|kommunedirektøren|fylkesrådmannen|fylkesdirektøren|administrasjonen|byrådslederen|fylkesråden|"
    r"hovedutvalget|hovudutvalet|utvalget|utvalet|komiteen)\s+(?:foreslår|føreslår|tilrår|rår til|råder|rår|"
    r"anbefaler|innstiller|innstillar)\b",
    _I,
)
_NORMATIVE = re.compile(
    r"\b(?:bør|burde|må|skal(?: vi| ks| staten)|(?:ber|bed|bes|bad)(?: om| ks| staten| regjeringen| departementet| regjeringa|"
    r" fylkeskommunen| stortinget| derfor| òg| også| difor| at| \w+ om)|foreslår|føreslår|ønsker|ønskjer|ynskjer|"
    r"krever|krev|støtter|støttar|stør|mener|meiner|forventer|forventar|ventar|anbefaler|rår til|tilrår|savner|saknar|"
    r"er (?:ikke |ikkje )?(?:u?enig|ueinig|einig|usamd|usamde|samd|samde|positiv|kritisk|bekymret|uroa|urolig|uroleg|"
    r"glad|tilfreds)|går (?:inn for|imot|mot)|"
    r"motsetter seg|avviser|avviser|understreker|understrekar|oppfordrer|oppmodar|"
    r"vil (?:ha|understreke|peke|be|framheve|fremheve|oppfordre|oppmode|at|advare|åtvare)|slutter seg|sluttar seg|"
    r"deler (?:ikke )?|trenger|treng|trengst|"
    r"trengs|viktig at|avgjørende|avgjerande|nødvendig|naudsynt|akseptabelt|uakseptabelt|styrkes|styrkjast|"
    r"prioriteres|prioriterast|"
    r"seier (?:ja|nei)|sier (?:ja|nei))\b",
    _I,
)
_POINTS_AWAY = re.compile(
    r"^vedlagt(?: her)? (?:følger|følgjer|ligger|ligg|finner|finn|sendes|oversendes)\b|"
    r"\bvedlagt(?:e)? (?:dokument|uttal|høring|høyring|notat|brev|svar|merknad|fråsegn|saksframlegg|utkast)|"
    r"\b(?:ligger|ligg|følger|følgjer|står|finnes|finst) "
    r"(?:i |som )?(?:eget |eige )?vedl(?:egg|agt)|\bse (?:eget |også )?vedl(?:egg|agt)|\bsjå (?:eige |også |"
    r"òg )?vedl(?:egg|agd)|"
    r"\bbegrunnelse i vedlegg|\bgrunngjeving i vedlegg|\butdyp(?:ing|et|es|ende).{0,20} i (?:saksframlegg|vedlegg)|"
    r"\bi vedlegget\b|\bi vedlegg \d|\blig(?:g|ger) (?:føre )?i vedlegg|"
    r"(?:slutter|sluttar) seg til rådmann(?:ens|en sitt|en sin) (?:utkast|framlegg)\b|"
    r"\b(?:vurderingene|merknadene|innspillene|vurderingane|merknadene|innspela|synspunktene|synspunkta|uttalelsen|"
    r"uttalen|fråsegna|høringssvaret)\b.{0,40}"
    r"\b(?:som|slik)\b.{0,20}\b(?:står|framgår|fremgår|går fram|kjem fram|kommer fram|framkommer|fremkommer|"
    r"er gjort greie for)\b.{0,20}"
    r"\b(?:i|av)\b.{0,25}(?:uttalelsen|uttalen|fråsegna|saksframlegget|saksutgreiinga|vedlegg|notatet|dokumentet|"
    r"brevet|saken|saka)|"
    r"(?:slutter|sluttar) seg til .{0,50}(?:utkast|forslag|framlegg)(?:et)? til (?:uttalelse|uttale|fråsegn|"
    r"høringsuttalelse|høyringsuttale|høringssvar)|"
    r"(?:slutter|sluttar) seg til utkastet\b",
    _I,
)
_ASKED = re.compile(
    r"^(?:spørsmål|problemstilling|sp\.?)\s*(?:nr\.?\s*)?\d*\s*[:.)–-]|"
    r"\b(?:dere|dykk|de|høringsinstansen(?:e|es)?|høyringsinstansen(?:e)?|kommunen|fylkeskommunen|medlemmene|respondenten)\b|"
    r"^(?:hvilke[nt]?|hva|hvordan|hvor|hvem|hvorfor|kva|kven|korleis|kvar|kvifor|kva for|i hvilken|i kva|er det|har|"
    r"bør|støtter|støttar|mener|meiner)\b",
    _I,
)
_FIRST_PERSON = re.compile(r"\b(?:jeg|eg|meg|min|mitt|mine)\b", _I)
_SENTENCE_END = re.compile(r"[.!?:;][»”\")]?$")


def is_placeholder(text: str) -> bool:
    """Whether a field was left as it was, or says only that there is nothing."""
    return bool(_PLACEHOLDER.match(text.strip()))


def is_reported(text: str) -> bool:
    """Whether a passage gives someone else's view."""
    return bool(_REPORTED.search(text))


def is_normative(text: str) -> bool:
    """Whether a passage asks, supports, opposes or prioritises."""
    return bool(_NORMATIVE.search(text))


def has_own_view(text: str) -> bool:
    """Whether some sentence beside the reported or lost ones asks for something itself: a passage is never cut."""
    sentences = split_sentences(text)
    own = (s for s in sentences if not (is_voted_down(s) or is_reported(s)))
    return len(sentences) > 1 and any(is_normative(sentence) for sentence in own)


def is_asked(text: str) -> bool:
    """Whether a passage only puts a question to who answers: the hearing's words, not the sender's."""
    sentences = split_sentences(text.strip())
    return (
        sentences[-1].rstrip('»”")').endswith("?")
        and all(sentence.rstrip('»”")').endswith("?") or not is_normative(sentence) for sentence in sentences)
        and bool(_ASKED.search(text.strip()))
    )


def is_proposed_by_administration(text: str) -> bool:
    """Whether a passage says what the administration or a committee proposes."""
    return bool(_PROPOSAL_WORDING.search(text))


def points_away(text: str) -> bool:
    """Whether a passage says that the substance stands in another document."""
    return bool(_POINTS_AWAY.search(text))


def count_first_person(text: str) -> int:
    """Return how often a person speaks as «jeg» or «eg»."""
    return len(_FIRST_PERSON.findall(text))


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return bool(_SENTENCE_END.search(text.strip()))
