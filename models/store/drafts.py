"""Forms begun and not filed, in an encrypted file of their own: a long import holding the ledgers never blocks one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from models.kernel.errors import Circumstance

_TABLE = "CREATE TABLE IF NOT EXISTS draft (key TEXT PRIMARY KEY, form TEXT NOT NULL)"
_NOT_KEPT = "草稿没存上：磁盘满了、没有权限，或文件正被占用。台账不受影响。"
_PATIENCE = 5.0  # seconds to wait for another window's draft


class Drafts:
    """The drafts of one data folder; each call opens its own connection, so any thread may ask."""

    def __init__(self, path: Path, data_key: bytes) -> None:
        self._path = path
        self._key = data_key.hex()

    def save(self, key: str, values: Mapping[str, Any]) -> None:
        """Keep what stands in the form; dates and amounts are kept as the text a form would show."""
        text = json.dumps(dict(values), ensure_ascii=False, default=str)
        with self._open() as db:
            db.execute("INSERT OR REPLACE INTO draft (key, form) VALUES (?, ?)", (key, text))

    def all(self) -> dict[str, dict[str, Any]]:
        """Every draft by its key, the one saved last first."""
        if not self._begun():
            return {}
        with self._open() as db:
            rows = db.execute("SELECT key, form FROM draft ORDER BY rowid DESC")
            return {key: json.loads(form) for key, form in rows}

    def drop(self, key: str) -> None:
        """Forget a draft, filed or thrown away."""
        if self._begun():
            with self._open() as db:
                db.execute("DELETE FROM draft WHERE key = ?", (key,))

    def _begun(self) -> bool:
        try:
            return self._path.exists()
        except OSError as error:
            raise Circumstance(_NOT_KEPT) from error

    @contextmanager
    def _open(self) -> Iterator[Any]:
        try:
            db = dbapi2.connect(str(self._path), timeout=_PATIENCE)
            try:
                db.execute("PRAGMA cipher_log_level = NONE")  # else a wrong key is reported on stderr
                db.execute(f"PRAGMA key = \"x'{self._key}'\"")
                # Not FULL: that leaves the removal of the rollback journal unflushed, and a power cut then takes back a
                # draft that was kept, or brings back one that was filed.
                db.execute("PRAGMA synchronous = EXTRA")
                db.execute("PRAGMA temp_store = MEMORY")
                db.execute(_TABLE)
                with db:
                    yield db
            finally:
                db.close()
        except dbapi2.OperationalError as error:
            raise Circumstance(_NOT_KEPT) from error
        except dbapi2.DatabaseError as error:
            raise Circumstance("草稿文件（drafts.db）坏了。把它移走，草稿重新开始；台账不受影响。") from error
