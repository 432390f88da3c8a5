"""Readers' comments in the internal work report: each at its paragraph, and all in a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from medlemsdialog.catalogue import Language, Message, translate
from medlemsdialog.judgements.comment_fold import Comment
from medlemsdialog.models.comments import CommentPlacing
from medlemsdialog.report import wording
from medlemsdialog.report.comment_placing import PlacedComment, base_of, read_page_places
from medlemsdialog.report.fragment import environment

HEADING = Message("Hva har leserne kommentert?")
HEADING_ID = "kommentarer-fra-lesere"
PLACING_WORDS: dict[CommentPlacing, Message] = {
    CommentPlacing.HERE: Message("står der den ble skrevet"),
    CommentPlacing.CHANGED: Message("teksten er endret siden kommentaren ble skrevet"),
    CommentPlacing.MOVED: Message("teksten er flyttet siden kommentaren ble skrevet"),
    CommentPlacing.ORPHANED: Message("det som ble kommentert, står ikke i rapporten lenger"),
    CommentPlacing.UNKNOWN: Message("rapporten er ikke laget ennå"),
}
_SHORT = 80


@dataclass(frozen=True)
class _View:
    comment: Comment
    author: str
    date: str
    state: str
    placing: str
    said_then: str
    quoted: str
    reply_to: str
    text: str
    short: str
    target: str


def show_comments(html: str, comments: Sequence[Comment], language: Language) -> str:
    """Return a work report with the comments at their places and a list of all; as it is where there are none."""
    if not comments:
        return html
    page = read_page_places(html)
    placed = [page.place_comment(comment) for comment in comments]
    at: dict[int, list[PlacedComment]] = defaultdict(list)
    for one in placed:
        if one.place is not None:
            at[one.place.after].append(one)
    inserted = {
        after: _render("_received_comments", language, comments=_view_all(group, language))
        for after, group in at.items()
    }
    orphans = [one for one in placed if one.place is None]
    listed = _render(
        "_comment_list",
        language,
        heading=HEADING.text(language),
        heading_id=HEADING_ID,
        placed=_view_all(placed, language),
        open=sum(one.comment.settled is None for one in placed),
        orphans=_render("_received_comments", language, comments=_view_all(orphans, language)) if orphans else "",
    )
    end = html.rindex("</main>")
    inserted[end] = inserted.get(end, Markup("")) + listed
    for after in sorted(inserted, reverse=True):
        html = f"{html[:after]}\n{inserted[after]}{html[after:]}"
    entry = Markup('<li><a href="#{}">{}</a> ({})</li>\n').format(
        HEADING_ID, HEADING.text(language), translate("intern", language)
    )
    return html.replace("</ol>\n</nav>", f"{entry}</ol>\n</nav>", 1)


def tell_placing(placed: PlacedComment) -> Message:
    """Return where a comment stands, in words."""
    if placed.placing is CommentPlacing.ORPHANED and not placed.comment.received.place:
        return Message("stedet er ikke funnet i rapporten")
    return PLACING_WORDS[placed.placing]


def tell_state(comment: Comment) -> Message:
    """Return how far a comment has come."""
    if comment.settled is not None:
        reason = comment.settled.reason
        return Message("ferdig: {reason}", reason=reason) if reason else Message("ferdig")
    return Message("besvart") if comment.answers else Message("ikke besvart")


def name_author(comment: Comment) -> Message:
    """Return who wrote a comment, as the file says."""
    author, organisation = comment.received.author, comment.received.organisation
    if author and organisation:
        return Message("{author}, {organisation}", author=author, organisation=organisation)
    return (
        Message("{author}", author=author or organisation) if author or organisation else Message("en leser uten navn")
    )


def _view_all(placed: Sequence[PlacedComment], language: Language) -> list[_View]:
    return [_view(one, language) for one in placed]


def _view(one: PlacedComment, language: Language) -> _View:
    received = one.comment.received
    is_here = one.placing is CommentPlacing.HERE
    text = received.text or translate("Ordene er tatt ut fordi innspillet er trukket.", language)
    return _View(
        comment=one.comment,
        author=name_author(one.comment).text(language),
        date=wording.date(received.written[:10], language) if received.written else "",
        state=tell_state(one.comment).text(language),
        placing="" if is_here else tell_placing(one).text(language),
        said_then="" if is_here or one.placing is CommentPlacing.MOVED else received.place_text,
        quoted=received.quoted,
        reply_to=received.reply_to,
        text=text,
        short=text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…",
        target=base_of(one.place.address) if one.place else "",
    )


def _render(template: str, language: Language, **values: object) -> Markup:
    known = {"t": partial(_translate, language), "plural": partial(_plural, language)}
    # Our own template, in which all is escaped.
    return Markup(environment().get_template(f"fragments/{template}.html.j2").render({**known, **values}))  # noqa: S704


def _translate(language: Language, msgid: str, /, **values: object) -> str:
    return translate(msgid, language, **values)


def _plural(language: Language, one: str, many: str, number: int) -> str:
    return wording.plural(one, many, number, language)
