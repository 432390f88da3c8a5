"""What the wording of a passage alone tells: procedure, placeholders, greetings, views that lost, references away."""

from __future__ import annotations

import re

_I = re.IGNORECASE

_PLACEHOLDER = re.compile(
    r"^[\[(<]?\s*(?:tomt? felt(?:et)?|tomt|tom|ikke besvart|ikkje svart på|ubesvart|ikke svart|ikkje svara|ikke utfylt|"
    r"ikkje utfylt|ikke aktuelt|ikkje aktuelt|ikke relevant|ikkje relevant|ingen kommentar(?:er|ar)?|"
    r"ingen merknad(?:er|ar)?|"
    r"ingen innvending(?:er|ar)?|ikke noe å bemerke|"
    r"ingen ting|ingenting|intet|n/?a|nil|null|blank|skriv her|klikk (?:eller trykk )?her.*|sett inn tekst.*|"
    r"fyll inn.*|"
    r"(?:øvrige|resten|dei andre|de andre)(?: spørsmål(?:ene|a)?)?\s*:?\s*(?:ikke besvart|ikkje svart på|ikkje svara|"
    r"ubesvart)|"
    r"[-–—_.…*/x\s]{1,10}|\?+)\s*[\])>]?\.?$",
    _I,
)
_GREETING = re.compile(
    r"^(?:(?:med )?(?:vennlig|venleg|beste|hjertelig|hjarteleg|gode?|varm|mvh)\b.{0,25}(?:hilsen|helsing|hilsner|"
    r"helsingar)?"
    r"|mvh\.?|(?:med )?(?:hilsen|helsing)|hei(?: .{0,40})?|hallo.{0,30}|kjære .{0,40}|god (?:dag|morgen|"
    r"morgon).{0,30}|til den det gjelder"
    r"|på (?:vegne|vegner) av .{0,80}|etter fullmakt|e\.?\s?f\.?)[,.!:]?$"
    r"|^(?:vi |kommunen |fylkeskommunen )?(?:takker?|takkar) for (?:invitasjonen|muligheten|moglegheita|høvet|"
    r"anledningen|"
    r"høringsbrevet|tilsendt|at vi).{0,120}$"
    r"|^dokumentet er (?:elektronisk )?(?:godkjent|godkjend|signert)|^(?:dette )?(?:brevet|dokumentet) (?:er|"
    r"har) .{0,60}"
    r"(?:signert|godkjent|godkjend|signatur)",
    _I,
)
_CONTACT = re.compile(
    r"^(?:tlf\.?|telefon|mobil|mob\.?|e-?post|epost|org\.?\s?nr|besøksadresse|postadresse|www\.|https?://|postboks)\b|"
    r"^[\w.+-]+@[\w.-]+$|^(?:\+47\s?)?\d{2,3}\s?\d{2,3}\s?\d{2,3}(?:\s?\d{2})?$|^\d{4}\s+[A-ZÆØÅ][\wæøåÆØÅ .-]{1,30}$",
    _I,
)
_HEADER_FIELD = re.compile(
    r"^(?:dato|saksnr|sak(?:snummer)?|arkivsak(?:id|snr)?|arkiv|arkivkode|journalpost(?:id)?|saksbehandler|"
    r"sakshandsamar|"
    r"vår(?:t)? (?:ref|dato)|deres ref|dykkar ref|dykkar dato|deres dato|vår referanse|deres referanse|til|fra|frå|"
    r"kopi|"
    r"mottaker|mottakar|møtedato|møtestad|møtested|utvalg|utval|utvalssak|utvalgssak|saksgang|behandlet i|behandla i|"
    r"handsama i|referent|møteleder|møteleiar|til stede|tilstede|til stades|forfall|gradering|klassering|saka blir|"
    r"l\.?nr|"
    r"løpenr|dok(?:ument)?nr)\b\.?\s*[:.]",
    _I,
)
_HEADER_CELL = re.compile(
    r"^(?:behandlet i|behandla i|handsama i|møtedato|møtedag|saksnr\.?|saksnummer|sak(?:s)?nr|utvalg|utval|"
    r"utvalgssak|utvalssak|"
    r"saksbehandler|sakshandsamar|arkiv(?:sak|kode)?|journalpost(?:id)?|styre/råd/utvalg|"
    r"styre,? utvalg,? komite m\.?m\.?|"
    r"saksgang|saka blir behandla i|møtestad|møtested|dato)\s*:?$",
    _I,
)
_DATE_LINE = re.compile(
    r"^(?:[A-ZÆØÅ][\wæøåÆØÅ -]{1,25},?\s+)?(?:den\s+)?\d{1,2}[.\s/]+(?:\d{1,2}|[a-zæøå]{3,9})[.\s/]+\d{2,4}\.?$", _I
)
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
    r"\b(?:avgir|avgjev|gir|gjev) (?:følgende|følgjande) (?:uttalelse|høringsuttalelse|innspill|innspel|uttale|høyringsuttale|fråsegn|"
    r"høringssvar)\s*:?$|"
    r"^(?:saken (?:er|ble) |saka (?:er|vart) |\S+ ){0,3}(?:behandlet|behandla|handsama|vedtatt|vedteke|vedteken) (?:av|i) \S.{0,160}$|"
    r"^(?:\S+ ){0,6}(?:vedtatt|vedteke|vedtekne|samrøystes vedteke|enstemmig vedtatt)\b.{0,40}$|"
    r"^(?:innstillingen?|innstillinga|forslaget|framlegget|tilrådinga|vedtaket)\b.{0,60}\b(?:vedtatt|vedteke|"
    r"enstemmig|samrøystes)\b.{0,60}$|"
    r"^(?:vi |kommunen |fylkeskommunen )?(?:viser|syner|det vises|det blir vist|det vert vist|det visast) til [^.]{0,200}\.?$|"
    r"\b(?:vedtar|vedtek|godkjenner|godkjenn) (?:følgende|følgjande) [\w-]+\s*:?$|"
    r"^(?:enstemmig|samrøystes)\b.{0,60}$|^saken? (?:legges|blir lagd?|vert lagd?|ble) .{0,80}$|"
    r"^(?:tas|takast|blir teken|vert teken|tatt) til (?:etterretning|vitande|orientering)\.?$|"
    r"\b(?:tar|tek) (?:saken|saka|meldingen|meldinga|orienteringen) til (?:orientering|etterretning|vitende|vitande)\b|"
    r"^(?:møtet ble|møtet vart|møtet blei) (?:satt|sett|hevet|heva)|^(?:protokollen|innkallingen|innkallinga|"
    r"sakslisten|saklista) (?:ble|vart|blei)\b|"
    r"\b(?:delegeres|delegerast) til (?:rådmannen|kommunedirektøren)\b",
    _I,
)
_VOTED_DOWN = re.compile(
    r"\b(?:ble|blei|vart) (?:ned(?:stemt|røysta)|avvist|forkasta|forkastet|røysta ned|stemt ned|ikke vedtatt|"
    r"ikkje vedteke)\b|"
    r"\b(?:nedstemt|nedrøysta)\b|\b(?:fikk|fekk) ikk(?:e|je) (?:\S+ )?fleirtal|\b(?:fikk|fekk) ikk(?:e|"
    r"je) (?:\S+ )?flertall|"
    r"\b(?:fikk|fekk|fekk berre|fikk bare) .{0,40}\b(?:røyster?|stemmer?|rgyster)\b.{0,40}\b(?:og )?(?:falt|fall)\b|"
    r"\b(?:forslag(?:et|ene|a)?|framlegg(?:et|a)?|tillegg(?:et|sforslaget|sframlegget)?|innstillingen|innstillinga|"
    r"punktet|endringsforslaget)\b"
    r"[^.]{0,80}\b(?:falt|fall)\b",
    _I,
)
_REPORTED = re.compile(
    r"\b(?:parti(?:et)?|høyre|arbeiderpartiet|arbeidarpartiet|ap|sv|sp|senterpartiet|frp|krf|venstre|rødt|raudt|mdg|"
    r"representanten?|"
    r"mindretallet|mindretalet|medlemmene fra|medlemene frå|noen|nokre|enkelte|einskilde|mange|flere|fleire|"
    r"deltakerne|deltakarane|"
    r"innbyggerne|innbyggjarane|ungdomsrådet|eldrerådet|rådet|lag og foreninger|lag og foreiningar|kritikere|"
    r"kritikarar)\b"
    r".{0,60}?\b(?:mener|meiner|mente|meinte|hevder|hevdar|hevdet|hevda|ønsket|ønskte|ønska|foreslo|føreslo|fremmet|"
    r"påpekte|peika på|pekte på|"
    r"uttrykte|ga uttrykk for|gav uttrykk for|argumenterte)\b|"
    r"^det (?:ble|blei|vart) (?:sagt|hevdet|hevda|påpekt|peika på|pekt på|foreslått|føreslått|innvendt|nevnt|nemnt)\b",
    _I,
)
_PROPOSAL_WORDING = re.compile(
    r"\b(?:rådmannen|kommunedirektøren|fylkesrådmannen|fylkesdirektøren|administrasjonen|byrådslederen|fylkesråden|"
    r"hovedutvalget|hovudutvalet|utvalget|utvalet|komiteen)\s+(?:foreslår|føreslår|tilrår|rår til|råder|rår|"
    r"anbefaler|innstiller|innstillar)\b",
    _I,
)
_ONWARD = re.compile(
    r"\b(?:fylkesutvalget|fylkesutvalet|fylkestinget|bystyret|kommunestyret|formannskapet|heradsstyret|hovedutvalget|"
    r"hovudutvalet)\s+"
    r"(?:blir|vert|bes|blir bede|anbefales|tilrås|rådes)\s*(?:rådd|tilrådd|anbefalt|bedt|bede|oppfordret|"
    r"oppmoda)?\s*(?:til|om)?\b|"
    r"\b(?:tilrår|innstiller overfor|innstillar overfor|rår|legg(?:er)? fram for) (?:fylkesutvalget|fylkesutvalet|"
    r"fylkestinget|bystyret|kommunestyret|formannskapet)\b",
    _I,
)
_REFERS_TO_PROPOSAL = re.compile(
    r"^(?:vedtak(?:et)?:?\s*)?(?:som|i samsvar med|i tråd med|jf\.?|lik|likt|likelydende med|i henhold til|"
    r"samsvarande med|"
    r"tilsvarende)\s+(?:\S+\s+){0,4}(?:forslag(?:et)?|framlegg(?:et)?|innstilling(?:en|a)?|tilråding(?:a|en)?|"
    r"utkast(?:et)?)\b.{0,60}$|"
    r"^(?:\S+ ){0,5}(?:innstilling(?:en|a)?|forslag(?:et)?|framlegg(?:et)?|tilråding(?:a|en)?)\s+(?:til vedtak |ble |"
    r"blei |vart |er )?"
    r"(?:ble |blei |vart |er )?(?:enstemmig |samrøystes )?(?:vedtatt|vedteke|tiltrådt|tiltredd|godkjent|"
    r"godkjend).{0,60}$|"
    r"^(?:\S+ ){0,5}(?:slutter|sluttar) seg til (?:\S+ ){0,3}(?:innstilling(?:en|a)?|forslag(?:et)?|framlegg(?:et)?|"
    r"utkast(?:et)?|tilråding(?:a|en)?)"
    r"(?: til (?:vedtak|uttalelse|uttale|fråsegn|høringsuttalelse|høyringsuttale))?\.?$",
    _I,
)
_DECIDED = re.compile(
    r"\b(?:enstemmig|samrøystes|einstemmig)\b|\b(?:bystyret|kommunestyret|heradsstyret|fylkestinget|formannskapet|"
    r"fylkesutvalget|"
    r"fylkesutvalet|utvalget|utvalet|byrådet|hovedutvalget|hovudutvalet)\b.{0,40}\b(?:vedtok|vedtar|vedtek|"
    r"har vedtatt|har vedteke|gjorde vedtak|fattet)\b|"
    r"\bvedtatt (?:i|av) (?:bystyret|kommunestyret|fylkestinget|formannskapet|utvalget)\b",
    _I,
)
_NORMATIVE = re.compile(
    r"\b(?:bør|må|skal(?: vi| ks| staten)|ber (?:om|ks|staten|regjeringen|departementet|regjeringa)|foreslår|"
    r"føreslår|ønsker|ønskjer|"
    r"ynskjer|krever|krev|støtter|støttar|mener|meiner|forventer|forventar|ventar|anbefaler|rår til|tilrår|savner|"
    r"saknar|"
    r"er (?:u?enig|usamd|samd|positiv|kritisk|bekymret|uroa|glad)|går imot|motsetter seg|understreker|understrekar|"
    r"oppfordrer|"
    r"oppmodar|vil (?:ha|understreke|peke|be|framheve|oppfordre)|slutter seg|sluttar seg|trenger|treng|viktig at|"
    r"avgjørende|avgjerande|"
    r"nødvendig|naudsynt|styrkes|styrkjast|prioriteres|prioriterast)\b",
    _I,
)
_POINTS_AWAY = re.compile(
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
_PROPOSES_IN_MEETING = re.compile(
    r"^(?:(?:alternativt |felles |nytt )?(?:endrings|tilleggs|fellesframlegg|felles)?(?:forslag|"
    r"framlegg)(?:et)? (?:fra|frå)|"
    r".{1,80}\b(?:fremmet|fremma|sette fram|satte fram|la fram|foreslo|kom med)\b.{0,40}(?:forslag|framlegg|:$))",
    _I,
)
_CASE_WORDS = re.compile(
    r"^(?:saksframlegg|saksfremlegg|saksframstilling|saksutskrift|saksprotokoll|særutskrift|saksutgreiing)\b", _I
)
_MINUTES_WORDS = re.compile(
    r"\b(?:referat|notat(?:er|ar)? (?:fra|frå)|møtenotat|møtereferat|møtebok|møteprotokoll|protokoll)\b", _I
)
_RECORD_WORDS = re.compile(r"protokoll|møtebok|saksframlegg|særutskrift", _I)
_FIRST_PERSON = re.compile(r"\b(?:jeg|eg|meg|min|mitt|mine)\b", _I)
_PERSONAL_TITLE = re.compile(
    r"^(?:fylkesråd\b|fylkesordfører|fylkesordførar|ordfører|ordførar|varaordfører|kommunestyrerepresentant|"
    r"fylkestingsrepresentant|kulturskolelærer|kulturskulelærar|innbygger|innbyggjar|privatperson|kunstner|kunstnar|"
    r"lærer)\b",
    _I,
)
_OFFICE_TITLE = re.compile(
    r"\b(?:rådmann|kommunedirektør|kommunaldirektør|direktør|kommunalsjef|kultursjef|kulturleder|kulturleiar|enhetsleder|einingsleiar|rådgiver|"
    r"rådgjevar|"
    r"konsulent|fylkesrådmann|fylkeskultursjef|fylkesdirektør|avdelingsleder|avdelingsleiar|rektor|seksjonsleder|"
    r"kulturskolerektor)\b",
    _I,
)
_SENTENCE_BREAK = re.compile(r"(?<=[.!?])\s+")
_SENTENCE_END = re.compile(r"[.!?:;][»”\")]?$")


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a passage, to look at one by one; passages themselves are never cut."""
    return _SENTENCE_BREAK.split(text)


def is_placeholder(text: str) -> bool:
    """Whether a field was left as it was, or says only that there is nothing."""
    return bool(_PLACEHOLDER.match(text.strip()))


def is_greeting(text: str) -> bool:
    """Whether a line greets, thanks or signs."""
    return len(text) < 200 and bool(_GREETING.match(text.strip()) or _CONTACT.match(text.strip()))


def is_header_field(text: str) -> bool:
    """Whether a line belongs to the head of a case or letter: a labelled field or a date line."""
    return bool(_HEADER_FIELD.match(text) or _DATE_LINE.match(text.strip()))


def is_header_cell(text: str) -> bool:
    """Whether a table cell is a label of a case's table of bodies, dates and case numbers."""
    return bool(_HEADER_CELL.match(text.strip()))


def is_procedure(text: str) -> bool:
    """Whether a passage only tells how the case was handled or sent on."""
    return bool(_PROCEDURE.search(text.strip())) and len(text) < 400


def is_voted_down(text: str) -> bool:
    """Whether a passage says that a proposal lost."""
    return bool(_VOTED_DOWN.search(text))


def is_reported(text: str) -> bool:
    """Whether a passage gives someone else's view."""
    return bool(_REPORTED.search(text))


def is_normative(text: str) -> bool:
    """Whether a passage asks, supports, opposes or prioritises."""
    return bool(_NORMATIVE.search(text))


def is_proposed_by_administration(text: str) -> bool:
    """Whether a passage says what the administration or a committee proposes."""
    return bool(_PROPOSAL_WORDING.search(text))


def is_proposed_in_meeting(text: str) -> bool:
    """Whether a passage opens a proposal made during the treatment."""
    return bool(_PROPOSES_IN_MEETING.match(text))


def recommends_onward(text: str) -> bool:
    """Whether a committee recommends to a higher body: the case is not finished."""
    return bool(_ONWARD.search(text))


def refers_to_proposal(text: str) -> bool:
    """Whether a decision says only that it is as proposed."""
    return bool(_REFERS_TO_PROPOSAL.match(text.strip()))


def tells_decision(text: str) -> bool:
    """Whether a passage tells that something was decided."""
    return bool(_DECIDED.search(text))


def points_away(text: str) -> bool:
    """Whether a passage says that the substance stands in another document."""
    return bool(_POINTS_AWAY.search(text))


def opens_case(text: str) -> bool:
    """Whether a line names the document as a case."""
    return bool(_CASE_WORDS.match(text.strip()))


def names_minutes(text: str) -> bool:
    """Whether a title says that the document is minutes."""
    return bool(_MINUTES_WORDS.search(text))


def names_record(text: str) -> bool:
    """Whether a title names the record of a case or council meeting rather than notes from a meeting."""
    return bool(_RECORD_WORDS.search(text))


def count_first_person(text: str) -> int:
    """Return how often a person speaks as «jeg» or «eg»."""
    return len(_FIRST_PERSON.findall(text))


def is_personal_title(text: str) -> bool:
    """Whether a signature's line is the title of one who speaks for themselves."""
    return bool(_PERSONAL_TITLE.match(text.strip()))


def is_office_title(text: str) -> bool:
    """Whether a signature's line is the title of an officer."""
    return bool(_OFFICE_TITLE.search(text)) and len(text) < 100


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return bool(_SENTENCE_END.search(text.strip()))
