"""Words that only one language has, with how much each of them says.

Bokmål and nynorsk each allow forms that belong to the other («jenta», «hytta», «blei», «søker»); what both allow is left
out or weighs little. Written for this program from the language councils' spelling; nothing is counted from any corpus.
"""

from __future__ import annotations

_NYNORSK_TEXT = """
    andletet andsvar anten att attende attom auk auka aukande aukar auke avgjer avgjerd avgjerda avgjere avslege
    avslegen barnehagane bed bede beden berre betre bileta bilete biletet bodskap born borna brukar brukarar
    buande bunde bundne bur burtfrå busetjing bustad bustadene bustader byane byar byggje byggjer byrja byrjar
    båtar dei deira deires deltakar deltakarar desse difor dimed driven drivne dugande dykk dykkar dyrare då
    dårleg dårlegare dårlege eg eig eiga eigar eigarane eigarar eigaren eige eigedom eigedommar eigen eigna
    eigne ein einaste eine einig einskild einskilde eit eitt eldsjel eldsjeler elevane elles endå enno
    etterspurnad etterspurnaden fekk fell finn finst fleir fleire fleirspråkleg fleirtal fleirtalet flestalle
    folkehøgskule folkeleg forfell framand framande framfor framlegg framlegga framlegget framleis framsyning
    framsyninga framsyningar framsynt fridom frivillege frå fråsegn fråsegna fråsegner fullføra fyrst fyrste
    fyrstkomande følgde følgje følgjene følgjer førebels førebygge førebygging føremål føremålet føreseieleg
    føreseielege føreset føresetnad føresetnader føreslå føreslår førespurnad førespurnaden førre gardane gje
    gjekk gjeld gjer gjera gjerast gjere gjev gjeve gjeven gjevne gong gongane gongen gonger grannekommunane
    grannekommune grunngje grunngjeving grunngjevinga gåva gåve gåver haldast halde halden handsama handsamar
    handsame handsaming handsaminga haust hausten heil heile heilskap heilskapen heilt heimen heite heiter
    heitte held heradet heradsstyre heradsstyret hovud hovudsak hovudutval hovudutvalet høg høgare høgast høge
    høgste høgt høve høveleg høver høvet høyrast høyrde høyrdest høyrer høyring høyringa høyringsfrist
    høyringssvar høyringssvara ikkje ikkje-kommunale inga innan innanfor innbyggjar innbyggjarar inneheld
    innfløkt innhald innhaldet innleiing innleiingsvis innspel innspela innspelet innvandrarar jamvel kjem kjend
    kjende kjennast kjennest klagast klår klårt koma kome komen kommunesamanslåing komne kor korkje korleis
    kunstnar kunstnarar kva kvar kvarandre kvardag kvardagen kvart kven kvifor kvile kviler kyrkja kyrkje
    kyrkjelyd kyrkjer lagd lagde leia leiar leiarar leiaren leigd leigde leige leigeavtale leiing leiinga lesar
    lesarar ligg liggje lovnad lovnaden låg lågare lågast låge lågt lærar lærarar læraren løn løna lønene
    lønsutvikling lønsutviklinga løysast løyse løyser løysing løysinga løysingar løyst løyve løyver løyving
    løyvinga løyvingar me medan medlemene medlemer medvit medviten medvitne meina meine meiner meininga meinte
    meir meirutgifter merksemd merksemda minke minoritetar mogeleg mogelege mogleg moglege moglegheit
    moglegheitene moglegheiter monaleg mykje målsetjing målsetjinga måtta nabokommunane namn namna namnet
    naudsynt naudsynte nedanfor nemleg nemne nemner no noka noko nokon nokre nyttar næraste nøgd nøgde offentleg
    offentlege oftare oftast omgrep omgrepet omsyn omsynet ope opna opningstidene opningstider oppgåva oppgåve
    oppgåvene oppgåver oppmodar oppmode opprettheld ordførar ordføraren ordskiftet peikar peike peiker planlegg
    reidskap rekna reknar rekneskap rekneskapen rekning rekninga rettane rettleie rettleier rettleiing rådvelde
    råkar røynsle røynslene røynsler røyst røysta røystar røystene røyster sakn sakna saknar saman samanheng
    samanhengen samanlikna samansett samanslåing samanslåinga samd samde same samfunna samhald samrøystes
    saumfare seie seier seinare seinast seint setjast setje sidan sitja sitje sjeldnare sjukeheim sjukehus sjå
    sjølv sjølve sjølvsagde sjølvsagt sjølvstyre sjølvstyret skildra skildrar skildring skilnad skilnaden
    skilnader skulane skular skuldar skule skulen skyldast slepp sluttar snarleg sogelag sogelaget sommar
    sommaren somme spel spela spelar spele spelemidlane spelemidlar spelt spreidd spreidde språkleg språklege
    stad staden stadene stader stadnamn statleg statlege stengd stengje streka streke strøyme strøyming styrkje
    styrkjer støtta støttar sundag sundagar symjehall symjehallen syne syner synest synst syte såleis særleg
    søkjar søkjarar søkjast søkje søkjer søndagar tal tala talet teikn teikna tek teke teken tekne tenest
    tenesta teneste tenestene tenester tenkje tenkjer tidleg tidlegare tilbod tilboda tilbodet tilgjenge tilhøva
    tilhøve tilhøvet tilpassa tilrå tilrådd tilråding tilrådinga tilrår tilsegn tilsegna tilsegner tilsett
    tilsette tilskipar tilskiping tilskipinga tilskot tilskota tilskotet tilskotsordning tiltaka treng trengde
    trengst tru trudde truleg trur tydeleg tydelegare tydelege tykkjer tykkjest tykte uklår ungane ungar
    ungdomane ungdomar ungdommane ungdommar unnateke upåakta uroa usamd usamde usemje utan utanfor utanom
    utarbeidd utdanninga utfordringar utgreiing utgreiinga uttala utval utvala utvalet utviklinga utvisse utøvar
    utøvarar uvisse uvisst vaksen vaksne vald valde valt vanskeleg vanskelegare vart vedtek vedteke vedteken
    vedtekne veg vegane vegar vegen veit veka veke vekene veker velje veljer venleg vera verdfull verdfulle vere
    verksemd verksemda verksemder vert verta verte vidare vidareførast vidareføre vidareføring vidareført
    viktigare viktigast viktigaste vinstar viss von vona vonar vonleg vore vorte ynskja ynskje ynskjer ynskte
    åleine årleg årlege åtvarar åtvare éi éin òg ønskje ønskjeleg ønskjer øvst øydelagd øydelagde øydelegg
    øydeleggje øyremerking øyremerkinga øyremerkje øyremerkt øyremerkte"""
# Allowed in both forms, but far more common in this one.
WEAK = 0.4
_NYNORSK_WEAK_TEXT = """
    bidreg blei drifta gard gardar heim heime ho husa jamn jamnare jamt kring køyrer legg leik leike les lita
    lova meining noreg nytta ordskifte rår saka samla sit skriv slit slutta stig stytte svara trass åra årsaka"""
_BOKMAL_TEXT = """
    aktiviteter alene aleneforeldre allerede anbefale anbefaler anbefales anbefaling anbefalingen andelen
    andeler annet ansatt ansatte anse anser ansvarlig antall antallet arbeidsgruppen arkivene arrangørene avgjør
    avgjøre avgjørelse avgjørelsen avhenger avklares avsluttet avslått bare barnas barnehagene beboere beboerne
    bedre behandles behandlingen beholde beholdes bekymret bekymring bekymringer beskrivelse bestilling
    bestillingen betydelig betydning bevilge bevilget bevilgning bevilgningen bevilgninger bevissthet
    bibliotekets bildene billigere ble boende boken bolig boliger bor brakt broen brukes byene byer byggene
    bygger bygges byggingen båtene dansegruppen deltagere deltakere deltakerne dem dens dere deres derfor disse
    drevet drives droppet dyrere dårlig dårlige dårligere dårligst egen egentlig eget egne egnede egnet eier
    eiere eieren eierskap elevene elevenes elever en eneste enhet enheter enhver enighet enkelte enkeltvis
    enklere enten et ett etterspørsel etterspørselen faller fikk finansieringen finnes flere flerspråklig
    flertall flertallet folkehøyskole folkelig forenkles foreslå foreslås foreslått forestilling forestillingen
    forestillingene forestillinger foretas forfattere forholdene forlenget formål formålet forskjellig fortsatt
    forutsetning forutsetninger forutsetter forutsigbar forutsigbare fra framtidens frem fremdeles fremfor
    fremmes fremover fremtid fremtiden fylkeskommunens følelse føler følge følgende følges gjeldende gjelder
    gjennomføres gjør gjøre gjøres gruppen gården gårder ham handler havner hel hele helhet helheten helt henne
    hennes hensyn hensynet henvendelse henvendelsen het heter hett hjem hjemme hjemmet holde holder holdes
    holdning holdninger holdt hun husene hva hvem hver hverandre hverdag hverdagen hverken hvert hvilke hvilken
    hvilket hvis hvor hvordan hvorfor hvori hvorvidt høre hører høres høring høringen høringsfrist
    høringsfristen høringssvar høringssvarene hørt høst høsten ifølge ikke imøtekommes innbygger innbyggere
    innbyggerne innbyggernes innbyggertall inneholder innhold innholdet innspill innspillene innspillet ivareta
    ivaretas jeg jevn jevnt jobber kirke kirken kirkene kirker kjente kjøre kjører kjørt komme kommer kommet
    kommunene kommunenes kommunens kommuner kostnadene kreves kunstnere kunstnerne kunstnernes kveldene lagene
    lages lagret lav lave lavere lavest lavt lede ledelse ledelsen leder ledere lederen legger leier leietaker
    leke leser lesere lest ligge ligger lokalene loven lykkes lærer lærere læreren lærerne lønnsutvikling løse
    løses løsning løsningen løsningene løsninger meldingen mene mener menes mening meninger mens mer
    merkostnader merutgiftene merutgifter midlene mindretallet mislykkes mistet mottar mottas mottatt mottok
    mulig mulige mulighet muligheten mulighetene muligheter museene museets mye målene målsetting målsettingen
    målsettinger møtes navn navnene navnet nevnt nevnte noe noen norge nærmere nærmeste nødvendighet
    nødvendigvis offentlig offentlige oftest områdene oppfordrer oppfølgingen oppgave oppgaven oppgavene
    oppgaver oppleves oppmerksomhet ordfører ordføreren ordningen ordningene ordninger overføres overta overtas
    pengene penger politikere politikerne prioriteringer prosjektene påpeker redegjorde redegjørelse regnes
    regning regningen regnskap reisevei rekker rettigheter rommene saken sakene samarbeidspartnere samme sammen
    sammenheng sammenhengen sammenslåing savner savnes scenen selv selve selvfølgelig selvsagt selvstyre
    selvstyret sendes sener senere senest sent sentrene settes siden sies sitte sitter skapes skolene skolens
    skoler skuespill skuespillere skyldes slipper slutter sluttet sommer sommeren spille spillemidlene
    spillemidler spiller spilles spredt språkene startet statens statlig statlige sted stedene steder stedet
    stilles styrker styrkes støttes støttet synes synlig således særlig særlige søkere søkerne søkes søndager
    sørge sørger tall tallene tallet tas teatrene tidlig tidligere tilbake tilbakemelding tilbakemeldingene
    tilbakemeldinger tilbud tilbudene tilbudet tilfeller tilgjengelig tilgjengelige tilhører tilknytning tilsier
    tilskudd tilskuddene tilskuddet tilskuddsordning tiltakene tjeneste tjenesten tjenestene tjenester trengs
    tro tror trukket tydelig tydelige tydeligere uenig uenige uenighet uke uken uker ungdommene ungdommer unntas
    uten utenfor utfordringen utfordringene utfordringer utredes utredning utredningen uttalelse uttalelsen
    uttalelser utvalg utvalgene utvalget utvalgets utøvere utøverne valgt valgte vanskelig vanskelige vedta
    vedtas vedtatt vei veien veiene veier veilede veiledning velgere velges ventet verken vernes vesentlig vet
    videre videreføre videreføres videreføring viktigere viktigst viktigste virker virksomhet virksomheten
    virksomheter vises viten voksen voksne vurderes vurderingen vurderinger være vært åpen åpent åpne åpner
    åpningstid åpningstidene åpningstider årene årets årlig årlige øke økende øker økes økning økningen
    økonomien økt økte ønskelig ønskes øremerke øremerkede øremerkes øremerket øremerking øvingslokaler øyeblikk"""
_BOKMAL_WEAK_TEXT = """
    behandling bidrar bilde bildet blitt bruker brukere da de enda ennå foreslår forskjell forskjellen
    forskjeller fortsette fortsetter fremme fremmer følger gangen ganger gir gis gitt gleder hensikt hensikten
    håper høy høye høyere høyest høyeste høyt igjen innenfor kjent krever leie lek medlemmene mennesker nå
    nødvendig nødvendige peker si sier skole skolen stemme stemmer styrke søker tar tatt trenger velge velger
    ønsker"""

_SAMI_TEXT = """
    aaj ahte barkoe boares buohkaid buohkaide buohkat buorre buot dah dahje daid dain dakkár dalle dat dejtie
    dle doarjjo doarju doarjut doppe duola dušše dákkár dál dán dáppe dárbbaša dárbu dát dåarjju dïhte dïhtem
    eai eanet eat edtja edtjieh ep ferte fertet gaajhkesidie galget galggap galggašii galggá galgá giela gieldda
    gielddas gielddat giella gii girji goh gos gosa gájkka gåajkine gïele gïelem hijven háliida háliidat ii ja
    jagi jahki jallh juohke jïh kultuvra kultuvrra kultuvrras lea leah leai leat ledje leimmet lidjin lij lága
    maanah maid maiddái maŋŋel mii mij mijjen mijjieh mijá muhto máhttá mánáid mánát nuorat oadtjum oahppu olbmo
    olbmot ovdal ovddas ođđa rádji saemien saemiengïelem sihtap sii sij sjïehteles skuvla skuvllas suohkana
    sáhkaj sáhttit sáhttá sáme sámegiela sámegielat sámegiella sámi sámiid sïjhtebe tjielde tjïelte vai vielie
    vihkeles vuoi ájn ájnas"""
_NORWEGIAN_TEXT = """
    alle at av bed behandling ber ble blir blitt bok boka brukes brukt bør da dato de dei den denne det dette då
    ein eit eller en er et etter festival festivalen for formannskapet forslag forslaget fra frå fråsegn fylke
    fylkeskommune fylkeskommunen få får hadde har heile heiter hele heter hvor i ikke ikkje innspel innspill kan
    kartet kommunar kommune kommunen kommunens kommuner kommunestyret mange med mellom men mot må møte møtet
    namn navn noe noko norsk når og også om over prosjekt prosjektet på sak saka saken samisk samiske seg side
    sin sine sitt skal skilt skiltene som språk språket staten støttar støtter så til treng trenger under
    uttalelse vart ved vedtak vedtaket vere vi vil viser være å òg"""
_ENGLISH_TEXT = """
    a an and are as at be been by can could for from has have if in is it its must not of on our people should
    that the their there they this to was we were which who will with would"""
# Danish and Swedish: what bokmål and nynorsk lack.
_OTHER_TEXT = """
    af anser arbejde arbejdet arbete att bara behöver beslutade beslutning besluttede bidraget blev blive bliver
    brug børn efter från för förslaget genom gør gøre have hjælp hvad händer indtil inte jeres kommunerne
    konstnärerna kulturskolan løn meget mellan mellem mulighed musikskole mycket många måste nogen noget när
    någon något nødvendigt och också räcker rækker sagen samarbejde samarbejdet sedan siger ska skall skjuta
    skolerne sprog stödjer tilskud uden udsætte udvalg udvalget unga upphör vad varje viktigt vores är ärendet
    även öppen"""


def _weigh_words(sure: str, weak: str) -> dict[str, float]:
    return dict.fromkeys(weak.split(), WEAK) | dict.fromkeys(sure.split(), 1.0)


NYNORSK = _weigh_words(_NYNORSK_TEXT, _NYNORSK_WEAK_TEXT)
BOKMAL = _weigh_words(_BOKMAL_TEXT, _BOKMAL_WEAK_TEXT)
SAMI = frozenset(_SAMI_TEXT.split())
NORWEGIAN = frozenset(_NORWEGIAN_TEXT.split())
ENGLISH = frozenset(_ENGLISH_TEXT.split())
OTHER = frozenset(_OTHER_TEXT.split())
