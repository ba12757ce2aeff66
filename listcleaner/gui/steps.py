"""The way back and forth: sessions before each step, with the step's name."""

from collections.abc import Callable
from dataclasses import dataclass

from listcleaner.core.session import Session

Name = Callable[[], str]
"""The name of a step, made when it is shown: the language may change between."""


@dataclass(frozen=True)
class _Step:
    before: Session
    name: Name


class Steps:
    """What can be taken back, and done again. The session of now is the caller's."""

    def __init__(self) -> None:
        self._undo: list[_Step] = []
        self._redo: list[_Step] = []

    @property
    def undo_name(self) -> str | None:
        """What undo would take back, or None."""
        return self._undo[-1].name() if self._undo else None

    @property
    def redo_name(self) -> str | None:
        """What redo would do again, or None."""
        return self._redo[-1].name() if self._redo else None

    @property
    def sessions(self) -> list[Session]:
        """All that can be gone to."""
        return [step.before for step in (*self._undo, *self._redo)]

    def take(self, before: Session, name: Name) -> None:
        """A step away from a session; what was taken back is forgotten."""
        self._undo.append(_Step(before, name))
        self._redo.clear()

    def back(self, now: Session) -> Session | None:
        """The session before the last step, which can be done again."""
        return self._swap(now, self._undo, self._redo)

    def again(self, now: Session) -> Session | None:
        """The session after the step that was taken back last."""
        return self._swap(now, self._redo, self._undo)

    def to(self, now: Session, wanted: Callable[[Session], bool]) -> Session:
        """The nearest wanted session, by way of undo or else of redo; now, where there is none."""
        for there, go in ((self._undo, self.back), (self._redo, self.again)):
            if not wanted(now) and any(wanted(step.before) for step in there):
                while not wanted(now):
                    now = go(now) or now
        return now

    def change(self, other: Callable[[Session], Session]) -> None:
        """Puts others in the place of all sessions."""
        for steps in (self._undo, self._redo):
            steps[:] = [_Step(other(step.before), step.name) for step in steps]

    def clear(self) -> None:
        """There is no way back any more."""
        self._undo.clear()
        self._redo.clear()

    def _swap(self, now: Session, source: list[_Step], target: list[_Step]) -> Session | None:
        if not source:
            return None
        step = source.pop()
        target.append(_Step(now, step.name))
        return step.before
