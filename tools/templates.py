"""Somebody else's forms and lists, tried: `python -m tools.templates [FOLDER]`.

Fifteen nasty forms are filled in a copy of the demo's first village, corrected where they were misunderstood, and filled
again; thirty messy workbooks are taken in. Two tables are printed; the files stay in FOLDER when it is named.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

os.environ |= {"ZHENXING_TEST_KDF": "fast", "ZHENXING_NOW": "2025-07-22T09:00:00+08:00"}

from commands.output import table
from intake.headings import LEFT_ALONE
from models import store as st
from models.kernel import UserMistake
from services import filling
from services.fill.choice import meant_here
from tools.messy_lists import LISTS, Taken, take
from tools.nasty_forms import FORMS, Nasty

ROOT = Path(__file__).resolve().parent.parent
REGION = "999999104201"


@dataclass(frozen=True)
class Tried:
    """One form: headings understood right, wrong and not at all, and the corrections that people needed."""

    name: str
    right: int
    wrong: tuple[str, ...]
    open: tuple[str, ...]
    first: int
    second: int
    filled: str


def try_form(store: st.Store, nasty: Nasty, folder: Path) -> Tried:
    """Guess, correct, fill, and guess once more."""
    form = filling.guess(store, nasty.draw(folder))
    right, wrong, left, answers = _judged(form, nasty)
    told = filling.again(store, form.template, answers, {})
    filled = filling.fill(store, told, folder / f"{nasty.name}-已填.xlsx", filling.Wanted(meant_here(store, told)))
    filling.remember(store, told)
    again = _judged(filling.guess(store, form.template.path), nasty)[3]
    return Tried(nasty.name, right, tuple(wrong), tuple(left), len(answers), len(again), filled.text)


def _judged(form: filling.Guess, nasty: Nasty) -> tuple[int, list[str], list[str], dict[filling.Cell, str]]:
    right, wrong, left, answers = 0, [], [], {}
    for part in form.parts:
        for place in part.places:
            if place.heading not in nasty.means:
                wrong += [place.heading] if place.target not in ("", LEFT_ALONE) else []
                continue
            meant = nasty.means[place.heading]
            last = place.target if place.target.startswith("=") else place.target.rpartition(".")[2]
            if meant is None or last == meant:
                right += 1 if (meant is None) == (place.target in ("", LEFT_ALONE)) else 0
                wrong += [place.heading] if meant is None and place.target not in ("", LEFT_ALONE) else []
                continue
            (wrong if place.target else left).append(place.heading)
            answers[place.cell] = _found(part.ledger, meant)
    unseen = [heading for heading in nasty.means if not any(place.heading == heading for part in form.parts for place in part.places)]
    return right, wrong, left + unseen, answers


def _found(ledger: str, meant: str) -> str:
    from services.fill.targets import choices

    return next((one.target for one in choices(ledger) if meant in (one.target, one.target.rpartition(".")[2])), LEFT_ALONE)


@contextmanager
def village(folder: Path) -> Iterator[st.Store]:
    """A copy of the demo's first village; a small one of three households where there is no demo."""
    demo = ROOT / "demo-out"
    if (demo / "index.json").exists():
        import shutil

        shutil.copytree(demo / "data" / REGION, folder / "village")
        store = st.open_store(folder / "village", json.loads((demo / "index.json").read_text("utf-8"))["password"])
    else:
        store, _ = st.create(folder / "village", role="village", region=REGION, name="清水村", operator="村专干", password="made-up 1")
        for name in ("云山明", "川冬", "蔺丰"):
            st.add(store, "household", {"head_name": name, "group": "一组", "type": "脱贫户"})
    try:
        yield store
    finally:
        store.close()


def forms(folder: Path) -> list[Tried]:
    """All of them in one village, so that what was said of one is known to the next."""
    with tempfile.TemporaryDirectory() as place, village(Path(place)) as store:
        return [try_form(store, nasty, folder) for nasty in FORMS]


def lists(folder: Path) -> list[Taken]:
    """All of them, each into a village of its own."""
    return [take(messy, folder) for messy in LISTS]


def main(words: list[str]) -> int:
    """Print both tables; 1 when a heading was misunderstood or a list came in otherwise than it should."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(words[0]) if words else Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            tried, taken = forms(folder), lists(folder)
        except UserMistake as refused:
            print(refused)
            return 1
    print(table(("表", "认对", "认错", "没认出", "第一次要改", "第二次要改", "填得怎样"), [
        (one.name, one.right, "、".join(one.wrong) or "无", "、".join(one.open) or "无", one.first, one.second, one.filled) for one in tried]))
    print(table(("乱表", "收下", "没收", "待核", "给了建议", "说了什么"), [
        (one.name, one.taken, one.refused, one.pending, one.offered, one.said) for one in taken]))
    wrong = [one.name for one in tried if one.wrong or one.second] + [one.name for one in taken if not one.expected]
    right, misread, left = (sum(counts) for counts in zip(*((t.right, len(t.wrong), len(t.open)) for t in tried), strict=True))
    first, second = sum(one.first for one in tried), sum(one.second for one in tried)
    print(f"\n{len(tried)}张别人的表：认对{right}栏，认错{misread}栏，没认出{left}栏；第一次改{first}处，第二次改{second}处。"
          f"{len(taken)}张乱表，和预想不一样的：{'、'.join(wrong) or '没有'}。")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
