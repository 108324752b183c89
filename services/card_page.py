"""This office's card on one sheet of paper: the code to type in, and the fingerprint to read out on the telephone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import models.store as st
from reports.document import Document, Pairs, Paragraph, Space
from services import offices

TITLE = "接收卡"


@dataclass(frozen=True)
class OwnCard:
    """What the window shows of it. lines: the code, a line each."""

    lines: tuple[str, ...]
    fingerprint: str


def own(store: st.Store) -> OwnCard:
    """The code and the fingerprint of this computer."""
    me = next((one for one in offices.devices(store) if one["me"]), None)
    return OwnCard(tuple(offices.typed_code(store)), str(me["fingerprint"]) if me else "")


def pdf(store: st.Store, card: OwnCard) -> bytes:
    """The sheet. There is no secret on it."""
    from reports.pdf import render_pdf

    return render_pdf(Document(TITLE, (
        Paragraph("这张纸上没有秘密，可以交给镇里（或者村里），也可以在电话里念。对方在“上报接收”的“接收卡”里照着打，"
                  "哪一行打错了，程序会说。"),
        Pairs(((("单位", store.name), ("区划代码", store.region)),)), Space(6),
        *_code(card.lines), Space(6),
        Paragraph("收好以后，打电话对一下指纹，八组数字都一样才算数："),
        Paragraph(card.fingerprint, indent=False, align="center", size=14.0),
    )))


def _code(lines: Sequence[str]) -> list[Paragraph]:
    return [Paragraph(f"{number}　{line}", indent=False, align="center", size=18.0) for number, line in enumerate(lines, 1)]
