"""The places of the reports in the build folder, each report read once as long as it stands."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from medlemsdialog.evidence import Workspace
from medlemsdialog.judgements.comment_fold import Comment
from medlemsdialog.models.comments import CommentPlacing
from medlemsdialog.paths import NATIONAL
from medlemsdialog.report.comment_placing import PageOfPlaces, PlacedComment, read_page_places

_MOST_KEPT = 24


class ReportPlaces:
    """The places of the areas' reports as they were last made."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def place_comment(self, comment: Comment) -> PlacedComment:
        """Return where a comment stands now."""
        page = self.of(comment.area_code)
        return page.place_comment(comment) if page else PlacedComment(comment, CommentPlacing.UNKNOWN)

    def of(self, area_code: str) -> PageOfPlaces | None:
        """Return the places of an area's own report, None where it is not made."""
        area = self._workspace.build.area(area_code)
        file = area.index if area_code == NATIONAL else area.report
        try:
            seen = file.stat()
            return _read(file, seen.st_mtime_ns, seen.st_size)
        except FileNotFoundError:
            return None


@lru_cache(maxsize=_MOST_KEPT)
def _read(file: Path, _mtime_ns: int, _size: int) -> PageOfPlaces:
    return read_page_places(file.read_text(encoding="utf-8"))
