"""What was handed over is kept: one row a return with its code, what was asked for, and the whole paper, to be looked at again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from models import store as st
from models.insight.reader import reading
from models.ledgers import LEDGERS
from models.rules.dates import read_period
from models.rules.sheet_code import LETTERS, heard
from models.store.links import Links
from reports.filing import written
from reports.returns import RETURNS

if TYPE_CHECKING:
    from services.returning import Made, Wish

KEPT = "kept_return"
UNKNOWN_CODE = "没有编码是“{code}”的表：可能抄错了一个字，也可能出这张表的电脑还没有把包交到这里。"
_LISTED = ("uid", "scope", "return_id", "period", "for_uid", "code", "made_on", "public", "by")
_CODE = 8
_UID = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True)
class Kept:
    """One return that was handed over. whose: a household, a record, a group; all when it is blank. number: of an official form."""

    uid: str
    scope: str
    id: str
    number: str
    title: str
    period: str
    whose: str
    code: str
    day: date | None
    by: str
    public: bool

    @property
    def words(self) -> str:
        """What it is in one breath."""
        return "　".join(filter(None, (self.title, self.period, self.whose, "公示版" if self.public else "")))


def keep(store: st.Store, made: Made, wish: Wish, *, public: bool) -> None:
    """One row for what was made; the same return again adds none, nor does the list of what was made."""
    if made.id == KEPT:
        return
    of = wish.get("household") or wish.get("record") or _words_of(store, wish)
    key = {"return_id": made.id, "code": made.code}
    if any((row["for_uid"] or "") == of and (row["period"] or "") == made.period
           for row in st.find(store, KEPT, key)):
        return
    words = f"{made.title} {period_words(made.period)}".strip()
    raw = key | {"period": made.period or None, "for_uid": of or None, "figures": _figures(made, wish), "public": public}
    st.add(store, KEPT, raw, label=f"出报表“{words}”")


def kept(store: st.Store) -> list[Kept]:
    """All of them, the latest first, without their papers."""
    return _kept(store)


def one(store: st.Store, uid: str) -> Kept | None:
    """One of them."""
    return next((one for one in kept(store) if one.uid == uid), None)


def by_code(store: st.Store, typed: str) -> list[Kept]:
    """Those with a code that somebody typed, the latest first."""
    return _kept(store, code=code_in(typed))


def code_in(typed: str) -> str:
    """A code as it is printed, whatever its letters were taken for; empty when it cannot be one."""
    letters = heard(typed)
    fits = len(letters) == _CODE and set(letters) <= set(LETTERS)
    return f"{letters[:4]}-{letters[4:]}" if fits else ""


def period_words(period: str) -> str:
    """A period as people say it."""
    return read_period(period).words() if period else ""


def village_name(store: st.Store, scope: str) -> str:
    """The village of a scope, where one is named."""
    return next((row["name"] for row in st.find(store, "village") if row.scope == scope), "") if scope else ""


def _kept(store: st.Store, **where: Any) -> list[Kept]:
    with reading(store, whole=False) as reader:
        links = Links(reader.source)
        found = [_one(links, dict(zip(_LISTED, row, strict=True))) for row in reader.source.columns(KEPT, _LISTED, **where)]
    return sorted(found, key=lambda one: (one.day or date.min, one.uid), reverse=True)


def _one(links: Links, row: Mapping[str, Any]) -> Kept:
    id = row["return_id"]
    declared = RETURNS.get(id)
    return Kept(
        row["uid"], row["scope"], id, id if declared and declared.official else "", declared.title if declared else id,
        period_words(row["period"] or ""), _called(links, id, row["for_uid"] or ""), row["code"], row["made_on"],
        row["by"] or "", bool(row["public"]),
    )  # fmt: skip


def _called(links: Links, id: str, whose: str) -> str:
    """Of whom it is: a household or a record by its name, everything else is words already."""
    if not _UID.fullmatch(whose):
        return whose
    ledgers = ("household", *((RETURNS[id].ledger,) if id in RETURNS else ()), *LEDGERS)
    found = next((ledger for ledger in ledgers if links.source.get(ledger, whose)), "")
    return links.call(found, whose) if found else "已经撤掉的一条"


def _words_of(store: st.Store, wish: Wish) -> str:
    """挑出来的 3 条, or the village and the group."""
    if only := wish.get("only"):
        return f"挑出来的 {len(set(only))} 条"
    return f"{village_name(store, wish.get('scope', ''))}{wish.get('group', '')}"


def _figures(made: Made, wish: Wish) -> str:
    told: dict[str, Any] = {"rows": made.rows, "totals": made.totals, "unverified": made.unverified}
    if made.faces:
        told["faces"] = {uid: dict(marks) for uid, marks in made.faces.items()}
    asked = {name: _plain(value) for name, value in wish.items() if (value or value is False) and name != "period"}
    whole = told | {"asked": asked, "of": made.of, "paper": written(made.sheet or made.documents)}
    text = _text(whole)
    # A paper longer than a cell holds is handed over all the same; what is kept of it are its sums.
    return text if len(text) <= LEDGERS[KEPT].__fields__["figures"].kind.limit else _text(told)


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | bool) or not isinstance(value, Iterable) else sorted(value)


def _text(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
