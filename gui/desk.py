"""What every page shares: the open store, the news that something was written, and the way to other pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gui.settings import Settings

if TYPE_CHECKING:
    from models.store import Saved, Store

LOOK_EVERY_MS = 3000


@dataclass(frozen=True)
class Changed:
    """Records were written: in these ledgers (empty: any), by this page (None: another program or the undo)."""

    ledgers: frozenset[str] = frozenset()
    origin: QObject | None = None

    def touches(self, *ledgers: str) -> bool:
        """Whether a page that shows these ledgers has to look again."""
        return not self.ledgers or not self.ledgers.isdisjoint(ledgers)


class Desk(QObject):
    """Signals: changed(Changed); asked(key, uid) to go to a page; said(text, action, call) for a toast; resized().

    searched(): to the box above.
    """

    changed = Signal(object)
    asked = Signal(str, object)
    said = Signal(str, str, object)
    resized = Signal()
    searched = Signal()

    def __init__(self, store: Store, settings: Settings, parent: QObject | None = None) -> None:
        from models.insight import figures  # noqa: F401  by whose titles the ledger of targets is written and read

        super().__init__(parent)
        self.store = store
        self.settings = settings
        self._generation = store.generation()
        self._watch = QTimer(self)
        self._watch.setInterval(LOOK_EVERY_MS)
        self._watch.timeout.connect(self._look)
        self._watch.start()

    def go(self, key: str, uid: str | None = None) -> None:
        """Open a page; see shell.MainWindow for the keys."""
        self.asked.emit(key, uid)

    def toast(self, text: str, action: str = "", call: Callable[[], object] | None = None) -> None:
        """A sentence at the foot of the window."""
        self.said.emit(text, action, call)

    def wrote(
        self, saved: Saved | None = None, *, origin: QObject | None = None, text: str = "", ledgers: Iterable[str] = ()
    ) -> None:
        """To be called after every write: pages look again and a toast offers 撤回."""
        touched = frozenset(ledgers) or frozenset({saved.ledger} if saved else ())
        self._generation = self.store.generation()
        self.changed.emit(Changed(touched, origin))
        if saved is not None and saved.operation:
            self.toast(text or f"已存：{saved.label}。", "撤回 Ctrl+Z", self.undo)

    def undo(self) -> None:
        """Take the last operation back and say so."""
        self._go_back(redo=False)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._go_back(redo=True)

    def take_back(self, operation: str) -> None:
        """As undo, of an operation that may be an earlier one."""
        self._go_back(redo=False, operation=operation)

    def _go_back(self, *, redo: bool, operation: str | None = None) -> None:
        from gui import feedback
        from models import store as st

        try:
            undone = st.redo(self.store) if redo else st.undo(self.store, operation)
        except Exception as error:
            self.toast(feedback.sentence(error))
            return
        self.changed.emit(Changed())
        kept = f"有 {len(undone.kept)} 条后来又改过，没有动。" if undone.kept else ""
        words = undone.undone.label if not redo else undone.undone.label.removeprefix("撤回").strip("“”")
        again = ("恢复", self.redo) if operation else ()
        self.toast(f"已{'恢复' if redo else '撤回'}“{words}”。{kept}", *again)

    def _look(self) -> None:
        """A command, or a second window, may have written into the same file."""
        now = self.store.generation()
        if now != self._generation:
            self._generation = now
            self.changed.emit(Changed())
