"""What belongs together of members' own answers: the documents they attach, and the versions of one answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from medlemsdialog.intake.noticed import describe
from medlemsdialog.intake.received import Received
from medlemsdialog.intake.submitted import ATTACHMENTS_PLACE, NamedAttachment
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.vocabulary import Arena, Kind
from medlemsdialog.paths import SUBMISSION_ENDING

# What a document's own text leaves open of its sender, and the answer that it came with settles.
_SETTLED_BY_ANSWER = frozenset(
    {"unknown_sender", "ambiguous_sender", "foreign_edition_sender", "file_name_sender", "other_county_sender"}
)
_ATTACHMENTS = Anchor(headings=(ATTACHMENTS_PLACE,))


class _Attached(NamedTuple):
    """An attachment that an answer names: the path of the file that it is, empty where there is none."""

    named: NamedAttachment
    path: str
    is_changed: bool = False


def join_submissions(received: Sequence[Received], contents: Mapping[str, str]) -> list[Received]:
    """Return what was received, attachments with the sender of the answer they came with; what is missing or replaced is told.

    An attachment lies in the same folder as its answer and is known by its content, else by its name. `contents` are the
    hashes of all originals by path.
    """
    answers = [one for one in received if one.submission is not None]
    if not answers:
        return list(received)
    attached = _find_attached(answers, contents)
    answer_of: dict[str, Received] = {}
    for answer in answers:
        for file in attached[answer.source.source]:
            answer_of.setdefault(file.path, answer)
    joined = []
    for one in received:
        told = one if one.submission is None else _tell_answer(one, attached[one.source.source], answers)
        # An answer that came attached to another is sent by who sent that, whatever it says of itself.
        sent_with = answer_of.get(one.source.source) if one.source.source_id else None
        joined.append(_send_along(told, sent_with) if sent_with is not None else told)
    return joined


def _find_attached(answers: Sequence[Received], contents: Mapping[str, str]) -> dict[str, list[_Attached]]:
    own = {answer.source.source for answer in answers}
    beside: dict[PurePosixPath, list[str]] = {}
    for path in contents:
        beside.setdefault(PurePosixPath(path).parent, []).append(path)
    found: dict[str, list[_Attached]] = {}
    taken: set[str] = set()
    for answer in answers:
        path = answer.source.source
        near = [one for one in beside.get(PurePosixPath(path).parent, []) if one != path]
        named = answer.submission.attachments if answer.submission else ()
        found[path] = [_find_file(one, path, near, contents, taken=taken, own=own) for one in named]
        taken.update(one.path for one in found[path])
    return found


def _find_file(
    named: NamedAttachment,
    answer: str,
    near: Sequence[str],
    contents: Mapping[str, str],
    *,
    taken: Collection[str],
    own: Collection[str],
) -> _Attached:
    """Return the file that an attachment is: of several that are equal, the one named after the answer, else a free one."""
    stem = PurePosixPath(answer).name.removesuffix(SUBMISSION_ENDING)
    equal = [path for path in near if named.sha256 and contents[path] == named.sha256]
    if equal:
        return _Attached(named, min(equal, key=lambda p: (not PurePosixPath(p).name.startswith(stem), p in taken, p)))
    free = [path for path in near if path not in own]
    alike = [path for path in free if PurePosixPath(path).name.casefold() == named.name.casefold()]
    return _Attached(named, alike[0], bool(named.sha256)) if alike else _Attached(named, "")


def _tell_answer(one: Received, attached: Sequence[_Attached], answers: Sequence[Received]) -> Received:
    source = one.source
    missing = any(not file.path for file in attached)
    has_views = any(passage.kind is Kind.VIEW and not passage.points_away for passage in one.passages)
    lacking = missing or (not attached and any(passage.points_away for passage in one.passages))
    source = source.model_copy(update={"attachment_missing": lacking and not has_views})
    problems = [*one.problems, *_find_attachment_problems(one, attached)]
    if (newer := _find_newer(one, answers)) is not None:
        problems.append(describe(source, "submission_replaced", found=source.source, other=newer.source.source))
    return one._replace(source=source, problems=tuple(problems))


def _find_attachment_problems(one: Received, attached: Sequence[_Attached]) -> Iterator[Problem]:
    for file in attached:
        if not file.path:
            yield describe(one.source, "submission_attachment_missing", anchor=_ATTACHMENTS, found=file.named.name)
        elif file.is_changed:
            yield describe(one.source, "submission_attachment_changed", anchor=_ATTACHMENTS, found=file.named.name)
    if attached:
        return
    for passage in one.passages:
        if passage.points_away:
            yield describe(one.source, "attachment_missing", anchor=passage.anchor, found=passage.text)


def _find_newer(one: Received, answers: Sequence[Received]) -> Received | None:
    """Return the latest version of the same answer, if this is not it."""
    mine = one.submission
    if mine is None or not mine.reference:
        return None
    same = [
        answer
        for answer in answers
        if answer.submission is not None
        and (answer.submission.reference, answer.submission.sender) == (mine.reference, mine.sender)
        and answer.submission.version > mine.version
    ]
    return max(same, key=lambda answer: answer.submission.version if answer.submission else 0, default=None)


def _send_along(one: Received, answer: Received) -> Received:
    """Return an attachment as it was sent: by the same sender, under the same words on who may quote it."""
    source, sent = one.source, answer.source
    problems = list(one.problems)
    update: dict[str, object] = {"openness": sent.openness, "quotable": sent.quotable, "date": source.date or sent.date}
    if sent.sender_code:
        problems = [problem for problem in problems if problem.rule not in _SETTLED_BY_ANSWER]
        if source.sender_code not in {"", sent.sender_code}:
            told = describe(source, "submission_attachment_sender", found=source.sender_name, sender=sent.sender_name)
            problems.append(told)
        update |= {"sender_code": sent.sender_code, "sender_name": sent.sender_name, "level": sent.level}
        update |= {"arena": Arena.WRITTEN, "county_code": sent.county_code}
    return one._replace(source=source.model_copy(update=update), problems=tuple(problems))
