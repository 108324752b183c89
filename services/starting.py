"""The first start of an office, for window and command line alike: the data folder and the slip for the safe."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

import models.store as st
from models.kernel import Mistake, UserMistake
from models.store.files import write_whole
from models.store.folder import Folder
from reports.document import Document, Pairs, Paragraph, Space

SLIP = "密码找回单.pdf"
PROVISIONAL = "98"  # until somebody tells the official code; 99 is for made-up people
_REGION = re.compile(r"\d{12}")
_TOWN = "000"


def provisional_region(role: str) -> str:
    """A code for an office that does not know its own: ten random digits, never those of a township for a village."""
    while True:
        digits = "".join(secrets.choice("0123456789") for _ in range(10))
        if role != "village":
            return f"{PROVISIONAL}{digits[:7]}{_TOWN}"
        if not digits.endswith(_TOWN):
            return f"{PROVISIONAL}{digits}"


def begin(folder: Path | Folder, role: str, region: str, name: str, operator: str, password: str) -> tuple[st.Store, Path]:
    """A new data folder and its recovery slip. Raises UserMistake for what is missing, Circumstance for what is there."""
    region = region.strip() or provisional_region(role)
    _check(role, region, name, operator, password)
    store, code = st.create(folder, role=role, region=region, name=name.strip(), operator=operator.strip(), password=password)
    try:
        return store, recovery_slip(store, code)
    except BaseException:
        store.close()
        raise


def _check(role: str, region: str, name: str, operator: str, password: str) -> None:
    town = region.endswith(_TOWN)
    faults = [
        Mistake(text, field)
        for wrong, field, text in (
            (not _REGION.fullmatch(region), "region", "区划代码应是12位数字。"),
            (role == "village" and town, "region", "这是镇的代码，后三位是000。请写村自己的12位代码。"),
            (role != "village" and not town, "region", "镇的代码后三位应是000。"),
            (not name.strip(), "name", "请填名称。"),
            (not operator.strip(), "operator", "请填录入人姓名。"),
            (not password.strip(), "password", "密码不能空着。"),
        )
        if wrong
    ]
    if faults:
        raise UserMistake(faults)


def recovery_slip(store: st.Store, code: str) -> Path:
    """The page for the safe, beside the data until it is printed; the township's also holds its recovery key."""
    from reports.pdf import render_pdf

    path = store.folder.path / SLIP
    write_whole(path, render_pdf(_slip(store, code)))
    return path


def _slip(store: st.Store, code: str) -> Document:
    half = code.split("-")
    lines = (
        (("单位", store.name), ("区划代码", store.region)),
        (("录入人", store.operator_name), ("建账日期", f"{store.today():%Y-%m-%d}")),
    )
    code_lines = (Paragraph("-".join(half[:4]), indent=False, align="center", size=22.0),
                  Paragraph("-".join(half[4:]), indent=False, align="center", size=22.0))
    return Document("密码找回单", (
        Paragraph("忘了密码时，在输密码的地方照抄下面八组，一样能打开数据。大小写、空格、短横都不要紧。"),
        Pairs(lines), Space(6), *code_lines, Space(6),
        Paragraph("打印一份，锁进保险柜。电脑上的这个文件打印后就删掉，不要拍照，不要发到群里：谁拿到它，谁就能打开数据。"),
        *_township_key(store),
    ))


def _township_key(store: st.Store) -> tuple[Paragraph, ...]:
    secret = store.identity.get("recovery_secret")
    if not secret:
        return ()
    return (Paragraph("下面一行是镇里的找回钥匙。收过本镇接收卡的村，忘了密码也丢了单子，用它能打开。"),
            Paragraph(secret, indent=False, align="center", size=9.0))
