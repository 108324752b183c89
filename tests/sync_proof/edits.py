"""What people do at a computer, of every kind: each edit is one operation through the program's own unit of work.

Values come from short lists and rows from the oldest few, so that offices meet on the same field again and again.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from sqlalchemy import text

import models.store as st
from models.kernel import Circumstance, UserMistake
from models.store import erasing, merging, moving, settling
from models.store.unit import unit_of_work
from services.admission import sign_erasure
from tests.sync_proof.offices import FIRST, SECOND, Office

TEXTS = ("甲", "乙", "丙", None)
# ledger -> (its link, where that leads, the text fields that are written)
CHILDREN: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "household": ("village", "village", ("group", "grid", "note", "door")),
    "person": ("household", "household", ("name", "school", "note")),
    "visit": ("household", "household", ("text", "money", "absent_why")),
    "finding": ("visit", "visit", ("text", "keeper", "note")),
    "toilet": ("household", "household", ("note", "use")),
    "loan": ("borrower", "person", ("bank", "purpose", "note")),
}
Edit = Callable[[Office, random.Random], None]
HOT = 4  # rows of a ledger that are worked on most


def rows(office: Office, ledger: str, place: str | None = None, *, gone: bool = False) -> list[str]:
    """The rows that somebody would pick: the oldest, standing or removed."""
    what = "IS NOT NULL" if gone else "IS NULL"
    where, bound = ("AND scope = :place", {"place": place}) if place else ("", {})
    with office.store.reader.connect() as connection:
        found = connection.execute(text(f"SELECT uid FROM {ledger} WHERE removed_at {what} {where} ORDER BY uid"), bound)
        uids = [uid for (uid,) in found]
    return uids[:HOT] + uids[-1:] if len(uids) > HOT else uids


def _place(office: Office, rng: random.Random) -> str:
    return office.place if office.role == "village" else rng.choice((FIRST, SECOND))


def _new(unit: Any, ledger: str, target: str, place: str, rng: random.Random) -> str:
    link, _, fields = CHILDREN[ledger]
    values = {name: rng.choice(TEXTS) for name in fields if name != "use"}
    uid: str = unit.insert(ledger, {link: target, **values}, scope=place)
    return uid


def add(office: Office, rng: random.Random) -> None:
    """A household, or something below one."""
    add_to(office, rng.choice(list(CHILDREN)), rng)


def add_to(office: Office, ledger: str, rng: random.Random) -> None:
    """A row of this ledger, below one of the oldest."""
    place = _place(office, rng)
    targets = rows(office, CHILDREN[ledger][1], place)
    if targets:
        with unit_of_work(office.store, "登记") as unit:
            _new(unit, ledger, rng.choice(targets), place, rng)


def change(office: Office, rng: random.Random) -> None:
    """One or two fields of a row that stands."""
    place, ledger = _place(office, rng), rng.choice(list(CHILDREN))
    found = rows(office, ledger, place)
    if found:
        fields = rng.sample(CHILDREN[ledger][2][:2], rng.choice((1, 1, 2)))
        with unit_of_work(office.store, "修改") as unit:
            unit.update(ledger, rng.choice(found), {name: rng.choice(TEXTS) if name != "use" else None for name in fields})


def hot(office: Office, rng: random.Random) -> None:
    """The field that everybody writes: the group of the first household."""
    found = rows(office, "household", _place(office, rng))
    if found:
        with unit_of_work(office.store, "修改") as unit:
            unit.update("household", found[0], {"group": rng.choice(TEXTS)})


def remove(office: Office, rng: random.Random) -> None:
    """Taken away with a reason, children and all where there are some."""
    ledger = rng.choice(list(CHILDREN))
    found = rows(office, ledger, _place(office, rng))
    if found:
        with unit_of_work(office.store, "撤掉") as unit:
            unit.remove(ledger, rng.choice(found), rng.choice(("登记错了", "重复")))


def restore(office: Office, rng: random.Random) -> None:
    """Brought back."""
    ledger = rng.choice(list(CHILDREN))
    found = rows(office, ledger, _place(office, rng), gone=True)
    if found:
        with unit_of_work(office.store, "恢复") as unit:
            unit.restore(ledger, rng.choice(found))


def batch(office: Office, rng: random.Random) -> None:
    """A workbook: new households with their people and changes of old ones, one operation."""
    place = _place(office, rng)
    village, old = rows(office, "village", place), rows(office, "household", place)
    if not village:
        return
    with unit_of_work(office.store, "导入", source="import") as unit:
        for _ in range(rng.randrange(2, 6)):
            uid = _new(unit, "household", village[0], place, rng)
            _new(unit, "person", uid, place, rng)
        for uid in old[:2]:
            unit.update("household", uid, {"grid": rng.choice(TEXTS)})
            unit.update("household", uid, {"grid": rng.choice(TEXTS), "note": rng.choice(TEXTS)})


def by_form(office: Office, rng: random.Random) -> None:
    """Through the check, as a form does it."""
    found = rows(office, "household", _place(office, rng))
    if office.role == "village" and rng.random() < 0.5:
        st.add(office.store, "household", {"户主姓名": rng.choice(("甲一", "乙二")), "组": "一组"})
    elif found:
        st.change(office.store, "household", rng.choice(found), {"备注": rng.choice(("甲", "乙", ""))})


def take_back(office: Office, rng: random.Random) -> None:
    """Undo, or undo of the undo."""
    (st.undo if rng.random() < 0.7 else st.redo)(office.store)


def rules(office: Office, rng: random.Random) -> None:
    """Parameters: the township's for everybody, a village's own in its place."""
    scope = "*" if office.role == "township" else office.place
    found = [uid for uid in rows(office, "parameter", scope)]
    with unit_of_work(office.store, "参数") as unit:
        if found and rng.random() < 0.6:
            unit.update("parameter", rng.choice(found), {"value": rng.choice(TEXTS)})
        else:
            unit.insert("parameter", {"id": "person.labour_age", "value": rng.choice(TEXTS)}, scope=scope)


def nothing(office: Office, rng: random.Random) -> None:
    """Work that is given up half-way leaves nothing."""
    try:
        with unit_of_work(office.store, "算了") as unit:
            unit.insert("parameter", {"id": "x"}, scope=office.place)
            raise UserMistake("算了")
    except UserMistake:
        pass


def decide(office: Office, rng: random.Random) -> None:
    """One of the differences that the desk shows is settled."""
    found = sorted(office.conflicts().items())
    if not found:
        return hot(office, rng)
    (tbl, uid, col), (kind, heads) = rng.choice(found)
    if kind == "delete":
        settling.settle(office.store, tbl, uid, None, value=rng.random() < 0.5, reason="核对过")
    else:
        value = json.loads(rng.choice(heads)[1])
        settling.settle(office.store, tbl, uid, col, value=value, reason="核对过", stored=True)


def join(office: Office, rng: random.Random) -> None:
    """Two households or two people were one all along; or they were not after all."""
    ledger = rng.choice(("household", "household", "person"))
    found = rows(office, ledger, _place(office, rng))
    if len(found) > 1 and rng.random() < 0.6:
        loser, winner = rng.sample(found, 2)
        merging.merge(office.store, ledger, (loser, winner), chosen=winner, reason="同一户")
    elif found:
        merging.part(office.store, ledger, rng.choice(found), "不是同一户")


def move(office: Office, rng: random.Random) -> None:
    """The township gives a household to the other village."""
    if office.role == "township":
        place = _place(office, rng)
        found = rows(office, "household", place)
        if found:
            moving.move(office.store, rng.choice(found), SECOND if place == FIRST else FIRST, "婚嫁")


def erase(office: Office, rng: random.Random) -> None:
    """The township empties a field and every line that ever filled it."""
    if office.role == "township":
        ledger = rng.choice(("household", "person", "visit"))
        found = rows(office, ledger, _place(office, rng))
        if found:
            fields = [rng.choice(CHILDREN[ledger][2])]
            erasing.erase(office.store, ledger, rng.choice(found), fields, "本人要求",
                          lambda said: sign_erasure(office.store, said))


EDITS: tuple[tuple[int, Edit], ...] = (
    (3, add), (4, change), (6, hot), (3, remove), (2, restore), (1, batch), (1, by_form), (2, take_back), (1, rules), (1, nothing),
    (3, decide), (2, join), (1, move), (1, erase),
)


def anything(office: Office, rng: random.Random) -> str:
    """One edit by chance; what the program refuses with a sentence has simply not happened."""
    (edit,) = rng.choices([edit for _, edit in EDITS], [weight for weight, _ in EDITS])
    try:
        edit(office, rng)
    except (UserMistake, Circumstance):
        return f"{edit.__name__} refused"
    return edit.__name__
