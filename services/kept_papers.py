"""A return that was handed over, on paper once more: the very pages, with the code that they bear."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from models import store as st
from models.kernel import Circumstance, UsageMistake
from reports.document import Block, Document, Photo
from reports.filing import Paper, Unfit, read
from reports.returns import RETURNS, Content, Return
from reports.returns.photo_sheet import content_of
from reports.sheet import Sheet
from services import returning
from services.kept_returns import KEPT
from services.returning import FULL_WORD, PUBLIC_WORD, Made, Wish

NO_PAPER = "这一份没有存下纸面（老版本出的，或者太长），不能照原样再打，也不能一格一格和现在比。"
NOT_READ = "这一份的纸面读不出来：可能是更新的程序出的，请先更新这台电脑的程序。"
NO_FORM = "现在的程序里没有这张表了。"
NO_PHOTOS = "有照片已经不在这台电脑里，重印的纸上那里是空的，请看当时打的那一份。"
_INSTEAD = "照片见当时打的那一份"
_ASKED = {"household": str, "record": str, "scope": str, "group": str, "only": list, "public": bool, "full": bool, "explained": bool}


@dataclass(frozen=True)
class Filed:
    """What was kept of a return. of: the record of each row or document, where each has one."""

    row: st.Row
    declared: Return
    paper: Paper
    asked: Wish
    of: tuple[tuple[str, str], ...]

    @property
    def sheet(self) -> Sheet | None:
        """The register, when it is one."""
        return self.paper if isinstance(self.paper, Sheet) else None

    @property
    def documents(self) -> tuple[Document, ...]:
        """The forms or letters, when it is those."""
        return () if isinstance(self.paper, Sheet) else self.paper


def filed(store: st.Store, uid: str) -> Filed:
    """A kept return with its paper. It may come from another computer: nothing in it is believed unread."""
    row = st.get(store, KEPT, uid)
    if row is None:
        raise UsageMistake("没有找到这一份，可能已经撤掉了。")
    if row["return_id"] not in RETURNS:
        raise Circumstance(NO_FORM)
    try:
        told = json.loads(row["figures"] or "{}")
        if "paper" not in told:
            raise Circumstance(NO_PAPER)
        of = tuple((str(ledger), str(one)) for ledger, one in told["of"])
        return Filed(row, RETURNS[row["return_id"]], read(told["paper"]), _wish(store, row, told["asked"]), of)
    except (Unfit, ValueError, TypeError, KeyError, AttributeError):
        raise Circumstance(NOT_READ) from None


def reprint(store: st.Store, uid: str, formats: Iterable[str] = ("pdf", "xlsx", "docx")) -> Made:
    """The pages as they were handed over; it adds nothing to what is kept."""
    one = filed(store, uid)
    documents, lost = _with_photos(store, one.documents)
    content = Content(one.sheet, documents)
    period = one.row["period"] or ""
    version = PUBLIC_WORD if one.row["public"] and not one.declared.posted else FULL_WORD if one.asked.get("full") else ""
    files = returning.files_of(store, one.declared, content, period, formats, version, public=bool(one.row["public"]))
    rows = len(one.sheet.rows) if one.sheet else len(documents)
    return Made(one.declared.id, one.declared.title, period, one.row["code"], rows, {}, files, (NO_PHOTOS,) if lost else (),
                sheet=one.sheet, documents=documents, of=one.of)  # fmt: skip


def _wish(store: st.Store, row: st.Row, asked: dict[str, Any]) -> Wish:
    """What was asked for, of the same time; above a village still of that village alone."""
    own: dict[str, Any] = {} if row.scope == store.scope else {"scope": row.scope}
    wish: Any = own | {name: asked[name] for name, kind in _ASKED.items() if type(asked.get(name)) is kind} | {"period": row["period"] or ""}
    wish |= {"only": [one for one in wish.get("only", ()) if isinstance(one, str)]}
    found: Wish = wish
    return found


def _with_photos(store: st.Store, documents: tuple[Document, ...]) -> tuple[tuple[Document, ...], bool]:
    """Their photos, which are not kept with the paper, back in their places; and whether any is lost."""
    found = tuple(replace(one, blocks=tuple(_shown(store, block) for block in one.blocks)) for one in documents)
    return found, any(isinstance(block, Photo) and block.instead == _INSTEAD for one in found for block in one.blocks)


def _shown(store: st.Store, block: Block) -> Block:
    if not isinstance(block, Photo) or block.instead:
        return block
    data = content_of(store.blobs, block.name)
    return replace(block, data=data, instead="" if data else _INSTEAD)
