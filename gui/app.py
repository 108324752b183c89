"""Starting the window: letters, colours, Qt's own words in Chinese, then the first page, the password, or the desk.

Order matters for a quick start: nothing of services, reports or Alembic is imported before the first page is painted.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from gui import crash, theme
from gui.doors import Doors
from gui.settings import Settings
from models.kernel.errors import CannotOpen

CLOSED = 3  # the exit code of the command line for what cannot be opened
log = logging.getLogger(__name__)


def run(data: str = "", operator: str = "") -> int:
    """The window's door. `data` is the folder, or the server's database, named by --data; the exit code is the program's."""
    from models.store.folder import place_of

    try:
        place = place_of(data)
    except CannotOpen as error:
        sys.stderr.write(f"{error}\n")
        return CLOSED
    app = application()
    settings = Settings(settings_file(place.path))
    crash.install(place.path)
    theme.apply(app, settings.percent)
    doors = Doors(place, settings, operator)
    doors.open()
    code = app.exec()
    doors.close()
    return code


def application() -> QApplication:
    """The one QApplication, with Qt's own buttons in Chinese."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("zhenxing-ledger")
    app.setApplicationDisplayName("振兴台账")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    return app


def settings_file(folder: Path) -> Path:
    """Screen settings lie beside the data; nothing of a person is in them."""
    return folder / "screen.ini"
