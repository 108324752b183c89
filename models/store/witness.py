"""What the database was last known to hold, kept outside it: a restored backup or a copied disk gives itself away."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from models.store.files import write_whole

_MACHINE_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))

Tip = tuple[int, str]  # number in the chain, hash of that line


@dataclass(frozen=True)
class Witness:
    """The device, how far its chains (`device scope`) had come, on which machine, and the latest moment seen.

    `restored` is the mark of a backup that was laid down: it is an older copy, whatever it says itself.
    """

    device: str
    tips: Mapping[str, Tip] = field(default_factory=dict)
    machine: str | None = None
    high_water: datetime | None = None
    restored: bool = False

    def moved(self, machine: str | None) -> bool:
        """Whether another machine is certain; one that cannot be read is not a changed one."""
        return self.machine is not None and machine is not None and self.machine != machine


SILENT = Witness("")  # one that is there, on a disk that does not give it just now


def read(path: Path) -> Witness | None:
    """The witness, or None when there is none to believe: it only ever adds caution, so it never blocks opening."""
    try:
        return _from_json(json.loads(path.read_bytes()))
    except (FileNotFoundError, IsADirectoryError):
        return None
    except OSError:
        return SILENT
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def write(path: Path, witness: Witness) -> None:
    """Keep the witness whole on the disk."""
    plain = {
        "device": witness.device,
        "tips": {scope: [seq, line] for scope, (seq, line) in sorted(witness.tips.items())},
        "machine": witness.machine,
        "high_water": witness.high_water.isoformat() if witness.high_water else None,
    } | ({"restored": True} if witness.restored else {})
    write_whole(path, json.dumps(plain, ensure_ascii=False, indent=1).encode())


def mark_restored(path: Path) -> None:
    """Say beside a backup that has just been laid down that it is one."""
    write(path, Witness("", restored=True))


def _from_json(plain: dict[str, object]) -> Witness:
    device, tips, machine, high = plain["device"], plain["tips"], plain["machine"], plain["high_water"]
    if not isinstance(device, str) or not isinstance(tips, dict) or not isinstance(machine, str | None):
        raise TypeError("not a witness")
    return Witness(
        device=device,
        tips={str(scope): (int(seq), str(line)) for scope, (seq, line) in tips.items()},
        machine=machine,
        high_water=datetime.fromisoformat(str(high)) if high is not None else None,
        restored=plain.get("restored") is True,
    )


def machine_id() -> str | None:
    """The same text as long as this is the same installation, or None when the system does not tell.

    Hashed, because the system's own id is said to be kept from other programs.
    """
    try:
        raw = _raw_machine()
    except (OSError, ImportError, UnicodeError):
        return None
    return hashlib.sha256(f"zhenxing machine {raw}".encode()).hexdigest()[:32] if raw else None


if sys.platform == "win32":

    def _raw_machine() -> str:
        import winreg

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])

else:

    def _raw_machine() -> str:
        readable = (path.read_text().strip() for path in _MACHINE_FILES if path.is_file())
        return next((text for text in readable if text and text != "uninitialized"), "")
