"""A member's own pages, behind its personal link: how its answer stands, the form, the receipt, and withdrawal."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from medlemsdialog.catalogue import LANGUAGES, Language, Message
from medlemsdialog.models.submission import Submission
from medlemsdialog.register.models import Member
from medlemsdialog.service import keeping, limits
from medlemsdialog.service.answers import (
    Fault,
    Written,
    build_submission,
    find_faults,
    read_written,
    recall_written,
)
from medlemsdialog.service.asked import Asked
from medlemsdialog.service.bodies import RefusedBodyError, read_form
from medlemsdialog.service.documents import sweep_contents
from medlemsdialog.service.keeping import ChangedElsewhereError, KeptSubmission, NotKeptError
from medlemsdialog.service.keys import hash_secret
from medlemsdialog.service.opening import NORWAY, Opening
from medlemsdialog.service.refusals import refuse, refuse_post, tell_closed
from medlemsdialog.service.replies import lead_to, set_language, show_page
from medlemsdialog.service.site import Site

ACTION_FIELD, MARK_FIELD, REVISION_FIELD, SURE_FIELD = "handling", "merke", "utgave", "sikker"
_SEND, _ATTACH = "send", "vedlegg"
_EXPIRED = Message("Skjemaet var åpent for lenge. Det dere har skrevet, står her ennå. Trykk på knappen en gang til.")


async def show_link(request: Request) -> Response:
    """Show how the answer behind a personal link stands: begun, sent, withdrawn; and what may be done with it."""
    site: Site = request.app.state.site
    kept, member = find_kept(request)
    if kept is None or member is None:
        return refuse(site, request, 404)
    language = site.language(request, kept, member)
    asked = site.asked(member, language)
    return show_page(
        site,
        request,
        "link",
        language=language,
        kept=kept,
        asked=asked,
        sent=recall_written(kept.latest) if kept.latest else None,
        unsent=_find_unsent(kept),
        link=f"{site.address(request)}/s/{request.path_params['token']}",
        own=f"/s/{request.path_params['token']}",
        is_receipt=request.url.path.endswith("/kvittering"),
    )


async def show_form(request: Request) -> Response:
    """Show the form with what is written so far."""
    site: Site = request.app.state.site
    kept, member = find_kept(request)
    if kept is None or member is None:
        return refuse(site, request, 404)
    if site.opening is not Opening.OPEN or kept.is_withdrawn:
        return lead_to(request, f"/s/{request.path_params['token']}")
    language = site.language(request, kept, member)
    asked = site.asked(member, language)
    return _show_form(site, request, kept, asked, _find_written(kept), saved=request.query_params.get("lagret") == "1")


async def take_form(request: Request) -> Response:
    """Take what was written: save it as a draft, or send it as a new version."""
    site: Site = request.app.state.site
    token = request.path_params["token"]
    kept, member = find_kept(request)
    if kept is None or member is None:
        return await refuse_post(site, request, 404)
    if site.opening is not Opening.OPEN:
        return await refuse_post(
            site, request, 403, kept=kept, heading=Message("Fristen er ute"), reason=tell_closed(site)
        )
    try:
        fields = await read_form(request)
    except RefusedBodyError as error:
        return refuse(site, request, error.status, kept=kept)
    language = site.language(request, kept, member)
    asked = site.asked(member, language)
    written = read_written(fields, asked)
    if not site.rates.take(f"write|{hash_secret(token)}", limits.WRITES_PER_LINK):
        told = Message("Det kom mange forespørsler på kort tid. Vent et minutt, og trykk på knappen en gang til.")
        return _show_form(site, request, kept, asked, written, faults=(Fault(ACTION_FIELD, told),), status=429)
    if not site.form_key.holds(fields.get(MARK_FIELD, ""), hash_secret(token)):
        return _show_form(site, request, kept, asked, written, faults=(Fault(ACTION_FIELD, _EXPIRED),), status=403)
    action = fields.get(ACTION_FIELD, "")
    revision = int(fields[REVISION_FIELD]) if fields.get(REVISION_FIELD, "").isdecimal() else -1
    chosen = next((code for code in LANGUAGES if action == f"sprak-{code}"), language)
    try:
        if action == _SEND and not (faults := find_faults(written, asked, kept.attachments)):
            await _send(site, token, kept, asked, written=written, revision=revision)
            return lead_to(request, f"/s/{token}/kvittering")
        now = site.clock()
        kept_revision = await site.writer.write(
            lambda database: keeping.save_draft(
                database,
                kept.reference,
                written,
                language=chosen,
                revision=revision,
                now=now,
            )
        )
    except ChangedElsewhereError as error:
        told = Message(
            "{what} Det dere har skrevet, står her ennå. Sammenlign med det som er lagret: åpne lenken en gang til i et "
            "annet vindu. Trykk på knappen igjen for å bruke det som står her.",
            what=error.message,
        )
        fresh = site.find_submission(token) or kept
        return _show_form(site, request, fresh, asked, written, faults=(Fault(ACTION_FIELD, told),), status=409)
    except NotKeptError as error:
        return refuse(site, request, 403, reason=error.message, fields=fields, kept=kept)
    if action == _SEND:
        return _show_form(site, request, kept, asked, written, faults=faults, status=422, revision=kept_revision)
    if chosen != language:
        response = lead_to(request, f"/s/{token}/svar")
        set_language(response, request, chosen)
        return response
    return lead_to(request, f"/s/{token}/vedlegg" if action == _ATTACH else f"/s/{token}/svar?lagret=1")


async def show_version(request: Request) -> Response:
    """Show an earlier version as it was sent."""
    site: Site = request.app.state.site
    kept, member = find_kept(request)
    number = request.path_params["number"]
    if kept is None or member is None or kept.is_withdrawn:
        return refuse(site, request, 404)
    row = site.reader.execute(
        "SELECT sent_at, record FROM version WHERE reference = ? AND number = ?", (kept.reference, number)
    ).fetchone()
    if row is None:
        return refuse(site, request, 404, kept=kept)
    submission = Submission.model_validate_json(row[1])
    language = site.language(request, kept, member)
    return show_page(
        site,
        request,
        "version",
        language=language,
        kept=kept,
        asked=site.asked(member, language),
        written=recall_written(submission),
        attachments=submission.attachments,
        number=number,
        sent_at=datetime.datetime.fromisoformat(row[0]),
        own=f"/s/{request.path_params['token']}",
    )


async def show_withdrawal(request: Request) -> Response:
    """Ask whether the answer is to be withdrawn."""
    site: Site = request.app.state.site
    kept, member = find_kept(request)
    if kept is None or member is None:
        return refuse(site, request, 404)
    return _show_withdrawal(site, request, kept, member)


async def take_withdrawal(request: Request) -> Response:
    """Withdraw the answer. It may be done after the deadline too: it is the sender's right."""
    site: Site = request.app.state.site
    token = request.path_params["token"]
    kept, member = find_kept(request)
    if kept is None or member is None:
        return refuse(site, request, 404)
    try:
        fields = await read_form(request)
    except RefusedBodyError as error:
        return refuse(site, request, error.status, kept=kept)
    if not site.form_key.holds(fields.get(MARK_FIELD, ""), hash_secret(token)):
        told = Message("Siden var åpen for lenge. Trykk på knappen en gang til.")
        return _show_withdrawal(site, request, kept, member, fault=told, status=403)
    if fields.get(SURE_FIELD) != "ja":
        told = Message("Kryss av for at innspillet skal trekkes.")
        return _show_withdrawal(site, request, kept, member, fault=told, status=422)
    now = site.clock()
    gone = await site.writer.write(lambda database: keeping.withdraw(database, kept.reference, now=now))
    await site.writer.write(lambda database: sweep_contents(database, site.folder, gone))
    await site.writer.empty_log()
    return lead_to(request, f"/s/{token}")


def find_kept(request: Request) -> tuple[KeptSubmission | None, Member | None]:
    """Return the submission behind the personal link of a request, and its member."""
    site: Site = request.app.state.site
    kept = site.find_submission(request.path_params["token"])
    return kept, site.register.member(kept.member) if kept else None


async def _send(site: Site, token: str, kept: KeptSubmission, asked: Asked, *, written: Written, revision: int) -> None:
    now = site.clock()
    submission = build_submission(
        written,
        asked,
        kept.attachments,
        dialogue=site.dialogue,
        reference=kept.reference,
        sent=now.astimezone(NORWAY).date(),
    )
    token_hash = hash_secret(token)
    await site.writer.write(
        lambda database: keeping.send(database, submission, token_hash=token_hash, revision=revision, now=now)
    )


def _show_form(
    site: Site,
    request: Request,
    kept: KeptSubmission,
    asked: Asked,
    written: Written,
    *,
    faults: Sequence[Fault] = (),
    saved: bool = False,
    status: int = 200,
    revision: int | None = None,
) -> Response:
    token = request.path_params["token"]
    return show_page(
        site,
        request,
        "form",
        language=asked.language,
        status=status,
        kept=kept,
        asked=asked,
        written=written,
        faults=faults,
        faults_by_field={fault.field: fault.message for fault in faults},
        saved=saved,
        mark=site.form_key.sign(hash_secret(token)),
        revision=kept.revision if revision is None else revision,
        own=f"/s/{token}",
    )


def _show_withdrawal(
    site: Site,
    request: Request,
    kept: KeptSubmission,
    member: Member,
    *,
    fault: Message | None = None,
    status: int = 200,
) -> Response:
    if kept.is_withdrawn:
        return lead_to(request, f"/s/{request.path_params['token']}")
    language: Language = site.language(request, kept, member)
    token = request.path_params["token"]
    return show_page(
        site,
        request,
        "withdraw",
        language=language,
        status=status,
        kept=kept,
        asked=site.asked(member, language),
        faults=(Fault(SURE_FIELD, fault),) if fault else (),
        mark=site.form_key.sign(hash_secret(token)),
        own=f"/s/{token}",
    )


def _find_written(kept: KeptSubmission) -> Written:
    if kept.draft is not None:
        return kept.draft
    return recall_written(kept.latest) if kept.latest else Written()


def _find_unsent(kept: KeptSubmission) -> Written | None:
    """Return what is written and not sent; None where the last version says it all."""
    if kept.is_withdrawn:
        return None
    sent = kept.latest.attachments if kept.latest else ()
    if kept.draft is None and kept.attachments == sent:
        return None
    written = _find_written(kept)
    is_alike = kept.latest is not None and written == recall_written(kept.latest) and kept.attachments == sent
    return None if is_alike else written
