"""Pictures for the screen: drawn on a worker from sealed bytes, kept in memory for a while, never in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from gui import background, feedback

if TYPE_CHECKING:
    from models.store import Store
    from services.evidence import Drawn

Key = tuple[str, int, int]
_MOST_POINTS = 12_000_000  # kept at hand: hundreds of small pictures, or three large ones; 48 MB


class Pictures(QObject):
    """Signal came(file, page): a picture asked for is there, or it is known why not."""

    came = Signal(str, int)

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._found: dict[Key, QPixmap] = {}
        self._said: dict[str, str] = {}
        self._pages: dict[str, int] = {}
        self._scans: set[str] = set()
        self._asked: set[Key] = set()

    def get(self, file: str, side: int, page: int = 0) -> QPixmap | None:
        """The picture if it is here; else it is on its way and `came` will tell."""
        key = (file, side, page)
        found = self._found.pop(key, None)
        if found is not None:
            self._found[key] = found  # the one used last goes last
        elif key not in self._asked and file not in self._said:
            self._asked.add(key)
            store = self._store

            def work(task: background.Task) -> tuple[Key, Drawn | Exception | None]:
                from services import evidence

                try:
                    return key, None if task.cancelled else evidence.draw(store, file, side, page)
                except Exception as error:  # told on the window's thread, which knows to which picture it belongs
                    return key, error

            background.run(self, work, self._on_drawn, feedback.sentence)
        return found

    def words(self, file: str) -> str:
        """Why there is no picture; empty while there is one or it is being drawn."""
        return self._said.get(file, "")

    def pages(self, file: str) -> int:
        """How many pages a scan has, once one of them was drawn."""
        return self._pages.get(file, 1)

    def is_scan(self, file: str) -> bool:
        """Whether it is a document of pages, once it was drawn."""
        return file in self._scans

    def forget_missing(self) -> None:
        """Something may have come with a stick since: ask again."""
        self._said.clear()

    def _on_drawn(self, result: tuple[Key, Drawn | Exception | None]) -> None:
        from services.evidence import ON_THE_ROAD

        key, drawn = result
        if drawn is None or isinstance(drawn, Exception):
            self._end(key, feedback.sentence(drawn) if drawn else ON_THE_ROAD)
            return
        image = QImage(drawn.points, drawn.width, drawn.height, 3 * drawn.width, QImage.Format.Format_RGB888)
        self._found[key] = QPixmap.fromImage(image.copy())
        self._pages[key[0]] = drawn.pages
        if drawn.scan:
            self._scans.add(key[0])
        while sum(one.width() * one.height() for one in self._found.values()) > _MOST_POINTS and len(self._found) > 1:
            del self._found[next(iter(self._found))]
        self._end(key, "")

    def _end(self, key: Key, words: str) -> None:
        self._asked.discard(key)
        if words:
            self._said[key[0]] = words
        self.came.emit(key[0], key[2])
