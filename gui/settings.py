"""What the screen remembers on this computer: letter size, last folder, window place. Facts of the village are records.

INI files give every value back as text, so each one has a typed accessor here and nobody calls `value()` elsewhere.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

SIZES = (100, 125, 150)


class Settings:
    """Typed accessors over one INI file in the data folder's parent or the data folder itself."""

    def __init__(self, path: Path) -> None:
        self._file = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def percent(self) -> int:
        """Letter size: 100, 125 or 150."""
        text = str(self._file.value("percent", "100"))
        return int(text) if text.isdigit() and int(text) in SIZES else 100

    @percent.setter
    def percent(self, value: int) -> None:
        self._file.setValue("percent", value)

    @property
    def folder(self) -> str:
        """Where the last file was saved or opened."""
        return str(self._file.value("folder", str(Path.home())))

    @folder.setter
    def folder(self, value: str) -> None:
        self._file.setValue("folder", value)

    @property
    def shows_state(self) -> bool:
        """Whether tables have the column that says how far a record has got."""
        return str(self._file.value("state", "1")) != "0"

    @shows_state.setter
    def shows_state(self, value: bool) -> None:
        self._file.setValue("state", "1" if value else "0")

    @property
    def openings(self) -> dict[str, int]:
        """How often each ledger was opened on this computer."""
        pairs = (part.partition("=") for part in str(self._file.value("openings", "")).split())
        return {id: int(count) for id, _, count in pairs if count.isdigit()}

    def count_opening(self, ledger: str) -> None:
        """One more."""
        counts = self.openings
        counts[ledger] = counts.get(ledger, 0) + 1
        self._file.setValue("openings", " ".join(f"{id}={count}" for id, count in counts.items()))

    @property
    def geometry(self) -> QByteArray:
        """Place of the window."""
        value = self._file.value("geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._file.setValue("geometry", value)
