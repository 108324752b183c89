"""What people have said that headings mean, kept in `mapping`: lists that come in and forms that are filled ask here first.

A village's own words go before the township's, and those before what other villages said; they travel in packages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from intake.headings import LEFT_ALONE
from intake.words import heading_key
from models import store as st
from models.ledgers import LEDGERS
from models.ledgers.mapping import ANY_FORM
from models.store.ids import EVERYWHERE
from services.fill.targets import for_import, target_field

if TYPE_CHECKING:
    from models.store import Saved, Store

_ONE_TIME = re.compile(r"[\d０-９〇一二三四五六七八九十]+年?度?|[(（【\[][^)）】\]]*[)）】\]]|[\s_＿—\-.。·、:：]+|副本|定稿|终稿|最新")
_PLACE = re.compile(r"^.{1,12}?(?:省|自治区)|^.{1,8}?(?:市|盟)|^.{1,8}?(?:县|旗|区)|^.{1,8}?(?:镇|乡|苏木|街道)|^.{1,8}?(?:村|嘎查|社区)")
_LONGEST = 200


def form_name(title: str) -> str:
    """What stays of a form's title when the year and the place are taken out: the same for the next year and village."""
    name = _ONE_TIME.sub("", title)
    for _ in range(3):
        shorter = _PLACE.sub("", name, count=1)
        name = shorter if len(shorter) >= 4 else name
    return name[:_LONGEST] or ANY_FORM


def known(store: Store, ledger: str, form: str = "") -> dict[str, str]:
    """What each heading means by what was said before. form: first that form's own answers, then those of others."""
    ranks = {store.scope: 0, EVERYWHERE: 1}
    said = sorted(
        (not (bool(form) and row["form"] == form), ranks.get(row.scope, 2), row.uid, str(row["heading"]), str(row["field"]))
        for row in st.find(store, "mapping", {"ledger": ledger}))
    found: dict[str, str] = {}
    for elsewhere, _, _, heading, target in said:
        # That a column was left blank in one form says nothing of another.
        if not (elsewhere and target == LEFT_ALONE and form):
            found.setdefault(heading_key(heading), target)
    return found


def known_for_import(store: Store, ledger: str) -> dict[str, str]:
    """The same in the words of an import; what only forms leave blank is not left out of a list that comes in."""
    said = st.find(store, "mapping", {"ledger": ledger, "form": ANY_FORM})
    left = {heading_key(str(row["heading"])) for row in said if row["field"] == LEFT_ALONE}
    meant = {heading: for_import(ledger, target) for heading, target in known(store, ledger, ANY_FORM).items()}
    return {heading: target for heading, target in meant.items() if target != LEFT_ALONE or heading in left}


def learn(store: Store, form: str, answers: Mapping[tuple[str, str], str], told: str = "") -> Saved | None:
    """Keep what headings mean, by (ledger, heading), as one operation; None when all of it is known."""
    standing = {(str(row["ledger"]), heading_key(str(row["heading"]))): row
                for row in st.find(store, "mapping", {"form": form}) if row.scope in (store.scope, EVERYWHERE)}
    fresh = {}
    for (ledger, heading), target in answers.items():
        row = standing.get((ledger, heading_key(heading)))
        if heading.strip() and not heading.strip().isdigit() and (row is None or row["field"] != target):
            fresh[ledger, heading[:_LONGEST]] = (row, target)
    saved: Saved | None = None
    if not fresh:
        return None
    with st.together(store, f"记住“{told or form}”的表头") as doing:
        for (ledger, heading), (row, target) in fresh.items():
            if row is not None and (row.scope == store.scope or store.role != "village"):
                saved = doing.change("mapping", row.uid, {"field": target})
            else:
                saved = doing.add("mapping", {"ledger": ledger, "heading": heading, "field": target, "form": form})
    return saved


def forget(store: Store, form: str) -> int:
    """Take away what was said of a form here; how many headings."""
    rows = [row for row in st.find(store, "mapping", {"form": form}) if row.scope == store.scope or store.role != "village"]
    with st.together(store, f"忘掉“{form}”的表头") as doing:
        for row in rows:
            doing.remove("mapping", row.uid, "表头认错了")
    return len(rows)


def leads_somewhere(ledger: str, target: str) -> bool:
    """Whether what was said still means something: ledgers change from one version of the program to the next."""
    return target == LEFT_ALONE or (ledger in LEDGERS and target_field(ledger, target) is not None)
