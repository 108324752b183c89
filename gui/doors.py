"""Which door is open: the first start, the password, or the desk itself; and what is done when it closes."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from gui import background, theme
from gui.desk import Desk
from gui.settings import Settings
from models import store as st
from models.store.folder import Folder, place_of

log = logging.getLogger(__name__)


class Doors(QObject):
    """Holds the one window that is shown."""

    def __init__(self, folder: Path | Folder, settings: Settings, operator: str = "") -> None:
        super().__init__()
        self._folder, self._settings, self._operator = place_of(folder), settings, operator
        self.window: QWidget | None = None
        self.store: st.Store | None = None

    def open(self) -> None:
        """The page that fits what is in the folder."""
        if self._folder.begun:
            from gui.pages.password_page import PasswordPage

            page = PasswordPage(self._folder, self._operator)
            page.opened.connect(self.enter)
            page.restoring.connect(self.restore)
            page.rescuing.connect(self.rescue)
            self._show(page)
        else:
            self.begin()

    def begin(self) -> None:
        """First start."""
        from gui.pages.start_page import StartPage

        page = StartPage(self._folder)
        page.begun.connect(self._on_begun)
        page.restoring.connect(self.restore)
        self._show(page)

    def restore(self) -> None:
        """From a backup file."""
        from gui.pages.restore_page import RestorePage

        page = RestorePage(self._folder)
        page.finished.connect(self.open)
        self._show(page)

    def rescue(self) -> None:
        """With the township's key, when password and slip are lost."""
        from gui.pages.rescue_page import RescuePage

        page = RescuePage(self._folder, self._operator)
        page.finished.connect(self.open)
        page.back.connect(self.open)
        self._show(page)

    def enter(self, store: st.Store, key: str = "") -> None:
        """The desk, on a page of choice."""
        from gui.shell import MainWindow

        self.store = store
        desk = Desk(store, self._settings)
        desk.resized.connect(self._on_resized)
        window = MainWindow(desk)
        self._show(window)
        if key:
            window.go(key)
        else:
            window.open_first()

    def close(self) -> None:
        """One copy a day, then let the file go."""
        background.wait()
        if self.store is None:
            return
        try:
            from models.store.backup import backup_daily

            backup_daily(self.store)
        except Exception:
            # A full disk must not keep the window from closing; the status line says when the last copy was made.
            log.exception("daily backup")
        self.store.close()

    def _on_begun(self, store: st.Store, key: str) -> None:
        self.enter(store, key)

    def _on_resized(self) -> None:
        """Other letters: the window is made anew, because every size in it follows from them."""
        app = QApplication.instance()
        if self.store is not None and isinstance(app, QApplication):
            theme.apply(app, self._settings.percent)
            self.enter(self.store, "settings")

    def _show(self, window: QWidget) -> None:
        old, self.window = self.window, window
        window.show()
        if old is not None:
            old.close()
            old.deleteLater()
