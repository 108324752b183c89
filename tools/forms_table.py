"""`python -m tools.forms_table`: every official form beside what offices ask of it: columns, pages, what was said of its looks.

It draws the forms from the made-up township in demo-out (made when it is not there) and writes docs/forms.md; names on the
command line print only those forms. What is asked and what was seen is kept in tools/forms.toml.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

os.environ |= {"ZHENXING_FONTS": "bundled", "ZHENXING_NOW": "2025-07-22T17:30:00"}

from models.kernel import UserMistake
from reports.preview import page_count, page_text
from reports.returns import OFFICIAL, Return

if TYPE_CHECKING:
    from models.store import Store

ROOT = Path(__file__).resolve().parent.parent
PAGE, FORMS = ROOT / "docs" / "forms.md", ROOT / "tools" / "forms.toml"
BEGIN, END = "<!-- table: python -m tools.forms_table -->", "<!-- end of table -->"
VILLAGE, TOWNSHIP, PASSWORD = "999999104201", "999999104000", "YanShi-2025"


@dataclass(frozen=True)
class Form:
    """What is asked of one form. by: words that stand on it otherwise; seen: what somebody said who looked at it."""

    asked: tuple[str, ...]
    by: Mapping[str, str] = field(default_factory=dict)
    seen: str = ""


@dataclass(frozen=True)
class Found:
    """What came of drawing one form."""

    declared: Return
    form: Form
    missing: tuple[str, ...]
    pages: str


def forms() -> dict[str, Form]:
    """By number."""
    read = tomllib.loads(FORMS.read_text(encoding="utf-8"))
    return {id: Form(tuple(one["asked"].split()), one.get("as", {}), one.get("seen", "")) for id, one in read.items()}


def headings(declared: Return) -> tuple[str, ...]:
    """The columns of the fullest version."""
    return tuple(col.column.heading for col in declared.full or declared.columns)


def missing(form: Form, there: tuple[str, ...], text: str) -> tuple[str, ...]:
    """What is asked and neither a column nor anywhere on the paper."""
    return tuple(word for word in form.asked if (said := form.by.get(word, word)) not in there and said not in text)


def drawn(store: Store, declared: Return, *, full: bool = False) -> tuple[str, int]:
    """The text of the PDF without breaks, and its pages; a blank one where nothing is to be printed now."""
    from services import returning

    made = returning.draw(store, declared.id, full=full, formats=("pdf",))
    if not made.files and declared.blanks:
        made = returning.draw(store, declared.id, blank=True, formats=("pdf",))
    if not made.files:
        return "", 0
    data = made.files[0].data
    count = page_count(data)
    return re.sub(r"\s", "", "".join(page_text(data, at) for at in range(min(count, 12)))), count


def look(declared: Return, form: Form, village: Store, township: Store) -> Found:
    """One form, drawn in a village and in the township."""
    there = headings(declared)
    counts = [drawn(store, declared, full=full) for store, full in ((village, False), (township, bool(declared.full)))]
    return Found(declared, form, missing(form, there, "".join(text for text, _ in counts)), "/".join(str(pages or "—") for _, pages in counts))


def table(found: list[Found]) -> str:
    """The table of the page."""
    lines = ["| 表 | 题名 | 要的栏 | 打印版 | 全表版 | 没有的 | 页数（村/镇） | 还有 | 看过以后 |", "|---|---|---|---|---|---|---|---|---|"]
    for one in found:
        declared = one.declared
        versions = (("公示版", declared.public), ("张贴", declared.posted), ("空白表", declared.blanks))
        more = [*(word for word, has in versions if has), *declared.formats]
        columns = [f"{len(part)} 栏" if part else "" for part in (declared.columns, declared.full)]
        lines.append(f"| {declared.id} | {declared.title} | {len(one.form.asked)} | {columns[0] or '单页'} | {columns[1]} | {'、'.join(one.missing)} "
                     f"| {one.pages} | {'、'.join(more)} | {one.form.seen} |")
    return "\n".join(lines)


@contextmanager
def demo(out: Path) -> Iterator[tuple[Store, Store]]:
    """A village and the township of the made-up data."""
    from models.store import open_store

    if not (out / "data").exists():
        subprocess.run([sys.executable, "main.py", "demo", "--out", str(out)], cwd=ROOT, check=True)
    village, township = (open_store(out / "data" / code, PASSWORD) for code in (VILLAGE, TOWNSHIP))
    try:
        yield village, township
    finally:
        village.close()
        township.close()


def main(words: list[str]) -> None:
    """Prints the table; without names of forms also writes the page. A folder among the words holds other made-up data."""
    known, out = forms(), next((Path(word) for word in words if Path(word).is_dir()), ROOT / "demo-out")
    words = [word for word in words if word in known]
    wanted = [one for one in OFFICIAL if not words or one.id in words]
    found = []
    with demo(out) as (village, township):
        for declared in wanted:
            try:
                found.append(look(declared, known.get(declared.id, Form(())), village, township))
            except UserMistake as refused:
                print(declared.id, refused, file=sys.stderr)
    text = table(found)
    print(text)
    if not words and PAGE.exists():
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
