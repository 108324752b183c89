"""What is installed here: the program, the format of its data, and the libraries it stands on."""

from __future__ import annotations

import platform
import tomllib
from importlib import metadata
from typing import Any

from models.store.folder import program_folder

_LIBRARIES = (
    "PySide6-Essentials", "SQLAlchemy", "alembic", "sqlcipher3", "openpyxl", "python-calamine", "reportlab", "pypdfium2",
    "python-docx", "cryptography", "pyrage", "zstandard", "typer", "rich",
)


def program() -> str:
    """The version of the program."""
    try:
        project = tomllib.loads((program_folder() / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    except (OSError, KeyError, tomllib.TOMLDecodeError):
        return "不详"
    return str(project["version"])


def versions() -> dict[str, Any]:
    """Program, schema of the data, Python and libraries."""
    from models.migrations import SCHEMA

    return {"program": program(), "schema": SCHEMA, "python": platform.python_version(),
            "libraries": {name: number for name in _LIBRARIES if (number := _installed(name))}}


def _installed(library: str) -> str | None:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None
