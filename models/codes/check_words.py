"""Reads what people call each check, and where it comes from: resources/checks/*.toml.

A check is a function beside its ledger or in models/insight/checks; its words stand here, beside the code lists, because
they are the same kind of thing: reviewed text with a source. `id` is the number under which offices know it (V05).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "checks"


@dataclass(frozen=True)
class CheckWords:
    """A check's number, title, source, and how to mend what it finds (blank: mend the field that it names).

    numbered: all its mistakes carry numbers of their own, under which their words stand. on_entry: it speaks of what is
    typed and kept elsewhere, so that nobody hears it of a record that stands.
    """

    id: str
    title: str
    source: str
    mend: str = ""
    findings: tuple[str, ...] = ()
    numbered: bool = False
    on_entry: bool = False


@cache
def check_words() -> dict[str, CheckWords]:
    """All that come with the program, by the key under which they are written: LEDGER.RULE, or a number of their own.

    findings: items of the audits that the check covers, as DOCUMENT-NUMBER (000-3, 001-14).
    """
    found = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for group, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for name, entry in entries.items():
                key = name if group == "number" else f"{group}.{name}"
                found[key] = CheckWords(entry.get("id", key), entry["title"], entry["source"], entry.get("mend", ""),
                                        tuple(entry.get("findings", ())), entry.get("numbered", False),
                                        entry.get("on_entry", False))  # fmt: skip
    return found


def words_of(key: str) -> CheckWords:
    """The words of one check; its own key when nobody wrote any."""
    return check_words().get(key) or CheckWords(key, key, "")
