"""What happens to a bug: written down with numbers masked, told once in one sentence, and the window goes on."""

from __future__ import annotations

import logging
import re
import sys
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QtMsgType, Signal, qInstallMessageHandler

from gui import feedback

log = logging.getLogger(__name__)
# Certificates, cards and phones: longest first, so that a card is not taken for a phone with digits around it.
_NUMBERS = re.compile(r"\d{17}[\dXx]|\d{15,22}|(?<!\d)1[3-9]\d{9}(?!\d)")
LOG_NAME = "run.log"
_LOG_BYTES = 500_000
_HARMLESS = "propagateSizeHints"


class MaskNumbers(logging.Filter):
    """No certificate, card or phone number reaches a log file."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask the whole text, traceback included."""
        text = record.getMessage()
        if record.exc_info:
            text += "\n" + logging.Formatter().formatException(record.exc_info)
        record.msg, record.args, record.exc_info = masked(text), (), None
        return True


def masked(text: str) -> str:
    """The text with every long number as stars."""
    return _NUMBERS.sub(lambda found: "*" * len(found[0]), text)


class _Teller(QObject):
    """Lives in the window's thread, so that a bug in a worker is told there."""

    said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._told: set[str] = set()
        self.said.connect(self._tell)

    def _tell(self, key: str) -> None:
        # A fault in a paint comes back twenty times a second: it is told once.
        if key not in self._told:
            self._told.add(key)
            feedback.tell(None, feedback.BUG)


_teller: list[_Teller] = []


def install(folder: Path) -> None:
    """Log into the data folder and catch what nobody else caught."""
    if folder.exists():
        handler = RotatingFileHandler(folder / LOG_NAME, maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        handler.addFilter(MaskNumbers())
        logging.getLogger().addHandler(handler)
    _teller[:] = [_Teller()]
    sys.excepthook = _caught
    threading.excepthook = lambda args: _caught(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)
    qInstallMessageHandler(_qt_said)


def _caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    log.error("bug", exc_info=(kind, error, trace))
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else ""
    for teller in _teller:
        teller.said.emit(f"{kind.__name__} {place}")


def _qt_said(kind: QtMsgType, context: object, text: str) -> None:
    if _HARMLESS not in text:
        log.log(logging.INFO if kind == QtMsgType.QtInfoMsg else logging.WARNING, "Qt: %s", text)
