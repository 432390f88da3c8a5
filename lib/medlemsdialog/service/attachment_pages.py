"""The documents of an answer: laid by it, taken away, and had back by those who sent them, and by nobody else."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from medlemsdialog.catalogue import Message
from medlemsdialog.models.submission import Attachment
from medlemsdialog.service import documents, limits
from medlemsdialog.service.answer_pages import MARK_FIELD, find_kept
from medlemsdialog.service.answers import Fault
from medlemsdialog.service.bodies import FORM_TYPE, RefusedBodyError, read_form
from medlemsdialog.service.keeping import KeptSubmission, NotKeptError
from medlemsdialog.service.keys import hash_secret
from medlemsdialog.service.opening import Opening
from medlemsdialog.service.refusals import refuse, tell_closed
from medlemsdialog.service.replies import lead_to, show_page
from medlemsdialog.service.site import Site
from medlemsdialog.service.uploads import FILE_FIELD, receive_documents

REMOVE_FIELD = "ta-bort"
_SHA256 = re.compile(r"[0-9a-f]{64}")


async def show_attachments(request: Request) -> Response:
    """Show the documents of the answer, and the field for more."""
    site: Site = request.app.state.site
    kept, member = find_kept(request)
    if kept is None or member is None:
        return refuse(site, request, 404)
    if site.opening is not Opening.OPEN or kept.is_withdrawn:
        return lead_to(request, f"/s/{request.path_params['token']}")
    return _show(site, request, kept, saved=request.query_params.get("lagret", ""))


async def take_attachments(request: Request) -> Response:
    """Take documents that are sent, or take one away."""
    site: Site = request.app.state.site
    token = request.path_params["token"]
    kept, member = find_kept(request)
    if kept is None or member is None:
        return refuse(site, request, 404)
    if site.opening is not Opening.OPEN:
        return refuse(site, request, 403, kept=kept, heading=Message("Fristen er ute"), reason=tell_closed(site))
    if not site.rates.take(f"write|{hash_secret(token)}", limits.WRITES_PER_LINK):
        return refuse(site, request, 429, kept=kept)
    is_removal = request.headers.get("content-type", "").startswith(FORM_TYPE)
    if not is_removal and shutil.disk_usage(site.folder.root).free < limits.LEAST_FREE_BYTES:
        return refuse(site, request, 507, kept=kept)
    try:
        if is_removal:
            return await _remove(site, request, kept)
        return await _add(site, request, kept)
    except RefusedBodyError as error:
        return refuse(site, request, error.status, kept=kept)
    except NotKeptError as error:
        return refuse(site, request, 403, kept=kept, reason=error.message)


async def get_attachment(request: Request) -> Response:
    """Return a document to those with the personal link it was sent with, as a file to be saved and never shown."""
    site: Site = request.app.state.site
    kept, _ = find_kept(request)
    sha256 = request.path_params["sha256"]
    row = None
    if kept is not None and not kept.is_withdrawn and _SHA256.fullmatch(sha256):
        row = site.reader.execute(
            "SELECT name FROM attachment WHERE reference = ? AND sha256 = ?", (kept.reference, sha256)
        ).fetchone()
    if row is None or not site.folder.attachment(sha256).is_file():
        return refuse(site, request, 404, kept=kept)
    plain = re.sub(r"[^A-Za-z0-9 ._-]", "_", row[0])
    return FileResponse(
        site.folder.attachment(sha256),
        media_type="application/octet-stream",
        headers={"Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(row[0], safe='')}"},
    )


async def _add(site: Site, request: Request, kept: KeptSubmission) -> Response:
    token = request.path_params["token"]

    def may_keep(fields: dict[str, str]) -> bool:
        return not kept.is_withdrawn and site.form_key.holds(fields.get(MARK_FIELD, ""), hash_secret(token))

    received = await receive_documents(request, site.folder, may_keep=may_keep)
    if not may_keep(received.fields):
        told = Message("Siden var åpen for lenge, så dokumentene er ikke lagret. Velg dem en gang til.")
        return _show(site, request, kept, refused=(told,), status=403)
    refused = list(received.refused)
    for attachment in received.attachments:
        try:
            await _keep(site, kept.reference, attachment)
        except NotKeptError as error:
            refused.append(error.message)
    if not received.attachments and not refused:
        refused.append(Message("Velg minst ett dokument."))
    if refused:
        fresh = site.find_submission(token) or kept
        return _show(site, request, fresh, refused=refused, status=422)
    return lead_to(request, f"/s/{token}/vedlegg?lagret={len(received.attachments)}")


async def _keep(site: Site, reference: str, attachment: Attachment) -> None:
    now = site.clock()
    try:
        await site.writer.write(
            lambda database: documents.add_attachment(database, reference, attachment, folder=site.folder, now=now)
        )
    except NotKeptError:
        await site.writer.write(lambda database: documents.sweep_contents(database, site.folder, [attachment.sha256]))
        raise


async def _remove(site: Site, request: Request, kept: KeptSubmission) -> Response:
    token = request.path_params["token"]
    fields = await read_form(request)
    sha256 = fields.get(REMOVE_FIELD, "")
    if not site.form_key.holds(fields.get(MARK_FIELD, ""), hash_secret(token)):
        return _show(site, request, kept, refused=(Message("Siden var åpen for lenge. Prøv en gang til."),), status=403)
    if _SHA256.fullmatch(sha256):
        await site.writer.write(lambda database: documents.remove_attachment(database, kept.reference, sha256))
        await site.writer.write(lambda database: documents.sweep_contents(database, site.folder, [sha256]))
    return lead_to(request, f"/s/{token}/vedlegg")


def _show(
    site: Site,
    request: Request,
    kept: KeptSubmission,
    *,
    refused: Sequence[Message] = (),
    saved: str = "",
    status: int = 200,
) -> Response:
    token = request.path_params["token"]
    member = site.register.member(kept.member)
    return show_page(
        site,
        request,
        "attachments",
        language=site.language(request, kept, member),
        status=status,
        kept=kept,
        faults=tuple(Fault(FILE_FIELD, message) for message in refused),
        saved=int(saved) if saved.isdecimal() and len(saved) < 3 else 0,
        mark=site.form_key.sign(hash_secret(token)),
        own=f"/s/{token}",
        endings=",".join(f".{ending}" for ending in limits.ENDINGS),
    )
