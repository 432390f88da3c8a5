"""The first pages: what this is, who you are, and the beginning of an answer, with a one-time code or without."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence.labels import name_member
from medlemsdialog.register.models import Member
from medlemsdialog.register.names import fold_name
from medlemsdialog.register.suggestions import suggest_members
from medlemsdialog.service import limits
from medlemsdialog.service.answers import Fault
from medlemsdialog.service.bodies import RefusedBodyError, read_form
from medlemsdialog.service.keeping import NotKeptError, begin, use_code
from medlemsdialog.service.keys import fold_code, hash_secret, make_token
from medlemsdialog.service.opening import Opening
from medlemsdialog.service.refusals import refuse
from medlemsdialog.service.replies import lead_to, name_browser, read_browser, show_page
from medlemsdialog.service.site import Site

_LONGEST_SEARCH = 100
CODE_FIELD, MARK_FIELD = "kode", "merke"
_BEGIN = "begin"


async def show_start(request: Request) -> Response:
    """Show what the dialogue is, and the search for the member."""
    site: Site = request.app.state.site
    language = site.language(request)
    searched = request.query_params.get("sok", "")[:_LONGEST_SEARCH].strip()
    found = find_members(site, searched) if searched else ()
    return show_page(
        site,
        request,
        "start",
        language=language,
        searched=searched,
        found=[(member.code, name_member(member, language), _county_of(site, member)) for member in found],
        is_guess=bool(searched) and not _match_members(site, searched),
        counties=[
            (
                county.name,
                [
                    (member.code, name_member(member, language))
                    for member in site.register.members_of_county(county.county_code)
                ],
            )
            for county in site.register.real_counties
        ],
    )


async def show_member(request: Request) -> Response:
    """Show who is to answer, and the button that begins; where codes are asked for, the field for it."""
    site: Site = request.app.state.site
    member = site.register.member(request.path_params["member"])
    if member is None:
        return refuse(site, request, 404)
    return _show_member(site, request, member)


async def show_code(request: Request) -> Response:
    """Show who a code belongs to. Nothing is used by looking: programs that check mail open every link."""
    site: Site = request.app.state.site
    code = fold_code(request.path_params["code"])
    if site.rates.is_over(_address_key("code", request), limits.WRONG_CODES):
        return refuse(site, request, 429)
    row = site.reader.execute("SELECT member FROM code WHERE hash = ?", (hash_secret(code),)).fetchone()
    member = site.register.member(row[0]) if row else None
    if member is None:
        site.rates.count(_address_key("code", request))
        reason = Message("Koden i lenken finnes ikke. Se etter at hele lenken er med, eller skriv koden fra forsiden.")
        return refuse(site, request, 404, reason=reason)
    return _show_member(site, request, member, code=code)


async def begin_answer(request: Request) -> Response:
    """Begin the answer of a member and lead to its personal link."""
    site: Site = request.app.state.site
    member = site.register.member(request.path_params["member"])
    if member is None:
        return refuse(site, request, 404)
    if site.opening is not Opening.OPEN:
        return _show_member(site, request, member, status=403)
    try:
        fields = await read_form(request)
    except RefusedBodyError as error:
        return refuse(site, request, error.status)
    code = fields.get(CODE_FIELD, "")[:_LONGEST_SEARCH]
    browser = read_browser(request)
    if not site.form_key.holds(fields.get(MARK_FIELD, ""), f"{_BEGIN}|{browser}"):
        told = Message(
            "Siden var åpen for lenge, eller nettleseren tar ikke imot informasjonskapsler. Prøv en gang til."
        )
        return _show_member(site, request, member, code=code, fault=told, status=403)
    token = make_token()
    language = site.language(request, member=member)
    now = site.clock()
    token_hash, prefix = hash_secret(token), site.reference_prefix
    if site.is_open_to_all:
        if not site.rates.take(_address_key("begin", request), limits.BEGUN_PER_ADDRESS):
            return refuse(site, request, 429)
        await site.writer.write(
            lambda database: begin(
                database, member.code, language=language, prefix=prefix, token_hash=token_hash, now=now
            )
        )
        return lead_to(request, f"/s/{token}")
    if site.rates.is_over(_address_key("code", request), limits.WRONG_CODES):
        return _show_member(
            site,
            request,
            member,
            code=code,
            fault=Message("Det er prøvd for mange koder herfra. Vent ti minutter, og prøv igjen."),
            status=429,
        )
    folded = fold_code(code)
    owner = site.reader.execute("SELECT member FROM code WHERE hash = ?", (hash_secret(folded),)).fetchone()
    try:
        if not code.strip():
            raise NotKeptError(Message("Skriv koden som dere har fått."))
        if owner is None or owner[0] != member.code:
            site.rates.count(_address_key("code", request))
            raise NotKeptError(
                Message(
                    "Koden er ikke {member} sin. Se etter at alle tegnene er med, og at dere har valgt riktig avsender.",
                    member=name_member(member, language),
                )
            )
        await site.writer.write(
            lambda database: use_code(
                database,
                hash_secret(folded),
                browser_hash=hash_secret(browser),
                language=language,
                prefix=prefix,
                token_hash=token_hash,
                now=now,
            )
        )
    except NotKeptError as error:
        return _show_member(site, request, member, code=code, fault=error.message, status=422)
    return lead_to(request, f"/s/{token}")


async def show_privacy(request: Request) -> Response:
    """Show what is kept of persons, why, who answers for it and until when."""
    site: Site = request.app.state.site
    return show_page(site, request, "privacy", language=site.language(request))


def find_members(site: Site, searched: str) -> tuple[Member, ...]:
    """Return the members a search may mean: those whose name or code holds it, else those nearly called so."""
    return _match_members(site, searched) or suggest_members(site.register, searched)


def _match_members(site: Site, searched: str) -> tuple[Member, ...]:
    folded = fold_name(searched)
    for word in ("fylkeskommune", "kommune"):
        folded = folded.removesuffix(word) or folded
    if not folded:
        return ()
    fitting = [
        member
        for member in site.register.possible_members
        if folded == member.code or any(folded in fold_name(name) for name in (member.name, *member.other_names))
    ]
    # Those that begin so come first.
    fitting.sort(key=lambda member: (not fold_name(member.name).startswith(folded), member.name, member.code))
    return tuple(fitting)


def _show_member(
    site: Site,
    request: Request,
    member: Member,
    *,
    code: str = "",
    fault: Message | None = None,
    status: int = 200,
) -> Response:
    language = site.language(request, member=member)
    browser = read_browser(request)
    response = show_page(
        site,
        request,
        "member",
        language=language,
        status=status,
        member_code=member.code,
        name=name_member(member, language),
        county=_county_of(site, member),
        code=code,
        mark=site.form_key.sign(f"{_BEGIN}|{browser}"),
        faults=(Fault(CODE_FIELD if not site.is_open_to_all else "begynn", fault),) if fault else (),
    )
    name_browser(response, request, browser)
    return response


def _county_of(site: Site, member: Member) -> str:
    return next((one.name for one in site.register.real_counties if one.county_code == member.home_county), "")


def _address_key(what: str, request: Request) -> str:
    return f"{what}|{request.client.host if request.client else ''}"
