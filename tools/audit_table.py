"""`python -m tools.audit_table`: what two audits found, which checks see it in the records, and what no record can show.

`--write` puts the table into docs/audit-findings.md, between its marks; a test compares them. `--counts` prints how many
checks there are by ledger and by item of the audits.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.codes.check_words import CheckWords, check_words
from models.insight.checks import CHECKS
from models.ledgers import LEDGERS

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "audit-findings.md"
ITEMS = ROOT / "tools" / "audit_findings.toml"
BEGIN, END = "<!-- table: python -m tools.audit_table --write -->", "<!-- end of table -->"


@dataclass(frozen=True)
class Item:
    """One thing that an audit found, in our own words; unseen: what of it no record can show, and why."""

    id: str
    problem: str
    unseen: str


def documents() -> dict[str, tuple[str, list[Item]]]:
    """By document: what it is, and its items in order."""
    read = tomllib.loads(ITEMS.read_text(encoding="utf-8"))
    return {
        id: (one["title"], [Item(f"{id}-{number}", item["problem"], item["unseen"]) for number, item in one["items"].items()])
        for id, one in read.items()
    }


def covering(item: str) -> list[str]:
    """Keys of the checks that see an item, in the order of their files."""
    return [key for key, words in check_words().items() if item in words.findings]


def named(key: str, words: CheckWords) -> str:
    """贷款长期没用（小额信贷）; a number stands for itself."""
    ledger = LEDGERS.get(key.partition(".")[0])
    return f"{words.title}（{ledger.__ledger__.title if ledger else key}）"


def table() -> str:
    """Both documents, as they stand in the page."""
    words = check_words()
    lines: list[str] = []
    for title, items in documents().values():
        lines += [f"### {title}", "", "| 条 | 查出什么 | 几项核对 | 哪些核对看得见 | 记录里看不出的 |", "|---|---|---|---|---|"]
        for item in items:
            seen = covering(item.id)
            told = "、".join(named(key, words[key]) for key in seen)
            lines.append(f"| {item.id} | {item.problem} | {len(seen) or ''} | {told} | {item.unseen} |")
        lines.append("")
    return "\n".join(lines).strip()


def checks_of(ledger: str) -> set[str]:
    """Every check that looks at rows of a ledger: its rules, what compares it with others, and its doubtful values."""
    rules = {f"{ledger}.{rule.__name__}" for rule in (*LEDGERS[ledger].__ledger__.rules, *CHECKS.get(ledger, ()))}
    return rules | {key for key in check_words() if key.partition(".")[0] == ledger}


def counts() -> Iterator[str]:
    """Lines of counts: by ledger, then by item."""
    by_ledger = {id: checks_of(id) for id in LEDGERS}
    numbered = {key for key in check_words() if "." not in key}
    yield f"{sum(map(len, by_ledger.values())) + len(numbered)} 项核对，其中有统一编号的 {len(numbered)} 项。"
    for id, found in by_ledger.items():
        if found:
            yield f"{LEDGERS[id].__ledger__.title}\t{id}\t{len(found)}"
    by_item = Counter(item for words in check_words().values() for item in words.findings)
    for _, items in documents().values():
        for item in items:
            yield f"{item.id}\t{by_item[item.id]}\t{item.problem}"


def main(words: list[str]) -> int:
    """Print the table, or the counts; with --write renew the page."""
    if "--counts" in words:
        print("\n".join(counts()))
        return 0
    if "--write" in words:
        page = PAGE.read_text(encoding="utf-8")
        before, after = page[:page.index(BEGIN)], page[page.index(END):]
        PAGE.write_text(f"{before}{BEGIN}\n\n{table()}\n\n{after}", encoding="utf-8")
    print(table())
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
