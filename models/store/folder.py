"""What lies where inside a data folder, and where the data folder lies: one place, so that a backup misses nothing."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from models.kernel.errors import CannotOpen
from models.store.files import make_folder

PROGRAM = "zhenxing-ledger"
PORTABLE_MARKER = "portable"
LOCAL = "ZHENXING_LOCAL"
_CLOSED = "数据文件夹读不到：没有权限，或磁盘出了毛病。请检查后再打开。"
_WINDOWS_DRIVE_REMOVABLE = 2
_BLOCK_DEVICES = Path("/sys/dev/block")


@dataclass(frozen=True)
class Folder:
    """The names inside one data folder; making the object touches no disk.

    server: the address of a database that stands elsewhere; then everything but the database lies in this folder. It is
    never printed, for a password may stand in it.
    """

    path: Path
    server: str = field(default="", repr=False)

    @property
    def ledger(self) -> Path:
        """The encrypted database, unless it stands on a server."""
        return self.path / "ledger.db"

    @property
    def database(self) -> Path | str:
        """What the engine opens."""
        return self.server or self.ledger

    @property
    def keys(self) -> Path:
        """The data key, locked once per password, paper code and township."""
        return self.path / "keys.json"

    @property
    def witness(self) -> Path:
        """What the database was last known to hold, kept outside it on purpose."""
        return self.path / "witness.json"

    @property
    def drafts(self) -> Path:
        """Forms begun and not filed."""
        return self.path / "drafts.db"

    @property
    def blobs(self) -> Path:
        """Sealed photos and scans."""
        return self.path / "blobs"

    @property
    def outbox(self) -> Path:
        """Packages made here."""
        return self.path / "outbox"

    @property
    def inbox(self) -> Path:
        """Packages taken in here."""
        return self.path / "inbox"

    @property
    def backups(self) -> Path:
        """Backup files."""
        return self.path / "backups"

    @property
    def begun(self) -> bool:
        """Somebody already keeps ledgers here: never make a new one on top, even if half of it is lost."""
        try:
            if self.keys.exists() or (self.ledger.exists() and not self.unfinished.exists()):
                return True
            return self.restored.exists() and not self.path.exists()
        except OSError as error:  # it is there, and this person may not look, or the disk does not answer
            raise CannotOpen(_CLOSED) from error

    @property
    def unfinished(self) -> Path:
        """A mark that stands while a new office is being made: without keys beside it nothing was ever kept here."""
        return self.path / "unfinished"

    @property
    def restored(self) -> Path:
        """What came out of a backup, whole, at the moment when it takes this folder's place."""
        return self.path.with_name(f"{self.path.name}-恢复好")

    def make(self) -> None:
        """Make the folder and the folders in it."""
        for folder in (self.path, self.blobs, self.outbox, self.inbox, self.backups):
            make_folder(folder)


def program_folder() -> Path:
    """Where main.py, or the packed program, stands."""
    if getattr(sys, "frozen", False):
        return Path(sys.executable).resolve().parent
    return Path(__file__).resolve().parents[2]


def default_folder(program: Path | None = None) -> Path:
    """Beside the program when a file `portable` stands there, else where this system keeps a person's data."""
    beside = program or program_folder()
    if (beside / PORTABLE_MARKER).exists():
        return beside / "data"
    from platformdirs import user_data_path

    return user_data_path(PROGRAM, appauthor=False)


def place_of(data: str | Path | Folder) -> Folder:
    """The data folder meant by `--data`: a folder, or the local folder of a database on a server."""
    if isinstance(data, Folder):
        return data
    from models.store.engine import is_server, server_name

    if isinstance(data, Path) or not is_server(data):
        return Folder(Path(data) if data else default_folder())
    usual = default_folder()
    own = usual.with_name(f"{usual.name}-{server_name(data)}")  # asked for in any case: it proves the address
    return Folder(Path(os.environ.get(LOCAL) or own), data)


def on_removable(path: Path) -> bool:
    """Whether `path` lies on a stick; False whenever the system does not tell."""
    try:
        return _removable(_nearest(path.resolve()))
    except (OSError, AttributeError, ValueError):
        return False


def _nearest(path: Path) -> Path:
    """The folder itself, or the nearest one above it that exists already."""
    return next((p for p in (path, *path.parents) if p.exists()), path)


if sys.platform == "win32":

    def _removable(path: Path) -> bool:
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _WINDOWS_DRIVE_REMOVABLE)

else:

    def _removable(path: Path) -> bool:
        number = path.stat().st_dev
        return _pulled_out((_BLOCK_DEVICES / f"{os.major(number)}:{os.minor(number)}").resolve(strict=True))


def _pulled_out(device: Path) -> bool:
    """Whether a device under /sys can be pulled out; a USB disk says removable=0, but its bus tells."""
    if any(part.startswith("usb") for part in device.parts):
        return True
    flags = (folder / "removable" for folder in (device, device.parent))  # a partition asks its disk
    return any(flag.read_text().strip() == "1" for flag in flags if flag.is_file())
