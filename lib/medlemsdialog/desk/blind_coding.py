"""Until when a person codes a statement of a sample blind: until the desk shows what others chose."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from medlemsdialog.coding.comparison import compare_statement
from medlemsdialog.coding.samples import is_unsettled_sample
from medlemsdialog.desk.session import Session

# Each press is a coding. Others' codings are then no secret any more, but this desk has not shown them.
_BEGUN: WeakKeyDictionary[Session, set[tuple[str, str]]] = WeakKeyDictionary()


def codes_blind(session: Session, statement_id: str) -> bool:
    """Whether what the person codes of this statement now is coded blind.

    So where the statement is part of a sample that nobody has settled, and the person has not coded it, or nobody else
    has, or it was begun at this desk and others' codings have not been shown since.
    """
    judgements, person = session.workspace.judgements, session.person
    if not is_unsettled_sample(judgements, statement_id):
        return False
    if (statement_id, person) not in judgements.independent or (statement_id, person) in _BEGUN.get(session, ()):
        return True
    return compare_statement(judgements, statement_id) is None


def begin_blind(session: Session, statement_id: str) -> None:
    """Remember that the person is coding a statement blind at this desk."""
    _BEGUN.setdefault(session, set()).add((statement_id, session.person))


def end_blind(session: Session, statement_id: str) -> None:
    """Remember that the person is shown what others chose for a statement."""
    _BEGUN.get(session, set()).discard((statement_id, session.person))
