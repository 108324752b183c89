"""The bad inputs: what goes wrong in a village office, each with the command that meets it."""

from __future__ import annotations

import errno
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from models.store import engine, keys
from tools.bad_forms import FORMS
from tools.bad_place import ID, NAME, PASSWORD, Place, Said

Case = tuple[str, Callable[[Place], Said]]
_OLD_WRITER = engine._WRITER  # noqa: SLF001 - the fault is put where the pragmas stand


def _command(what: str, *words: object) -> Case:
    return what, lambda place: place.run(*words)


def _loan(*words: str) -> tuple[object, ...]:
    return "add", "loan", f"借款人={NAME}", "放款金额=50000", "放款日=2025-01-10", *words


def _somebody(place: Place) -> str:
    return str(place.must("show", "household", "--limit", "1")["rows"][0]["uid"])


VALUES: tuple[Case, ...] = (
    _command("身份证号校验位不对", "add", "person", f"户={ID}", "姓名=白某丙", "身份证号=999999199003070011"),
    _command("2月30日", "add", "visit", f"户主={ID}", "走访日期=2025-02-30"),
    _command("到期日比放款日还早", *_loan("到期日=2024-12-31")),
    _command("一户两个户主", "add", "person", f"户={ID}", "姓名=白某丁", "与户主关系=户主"),
    _command("名字60个字", "add", "person", f"户={ID}", f"姓名={'长' * 60}"),
    _command("文字里有看不见的坏字符", "add", "person", f"户={ID}", "姓名=白\x00某"),
    _command("金额是负数", *_loan("期限（月）=12", "建账时余额=-1")),
    _command("金额大得没边", "add", "loan", f"借款人={NAME}", "放款金额=1e400", "放款日=2025-01-10", "期限（月）=12"),
    _command("日期写成0000", "add", "visit", f"户主={ID}", "走访日期=0000"),
    _command("年度3025", "add", "toilet", f"户主={ID}", "改造类别=新建", "年度=3025"),
    _command("选项里没有这个词", "add", "visit", f"户主={ID}", "走访日期=2025-07-20", "走访方式=托梦"),
    _command("写的户主一个也找不到", "add", "visit", "户主=没有这个人", "走访日期=2025-07-20"),
    _command("写的户主有两个", "add", "visit", "户主=吴某乙", "走访日期=2025-07-20"),
    _command("没有这一栏", "add", "visit", f"户主={ID}", "走访日期=2025-07-20", "天气=晴"),
    _command("没有这本台账", "add", "weather", "天气=晴"),
    _command("一栏写了两次", "add", "visit", "走访日期=2025-07-20", "走访日期=2025-07-21"),
    _command("读的文件不在", "add", "visit", f"户主={ID}", "走访日期=2025-07-20", "一句话记录=@没有.txt"),
    ("撤掉不写原因", lambda place: place.run("remove", "household", _somebody(place), "--reason", " ")),
    _command("撤掉不写原因选项", "remove", "household", "0" * 32),
    _command("改一条没有的", "set", "household", "0" * 32, "组=三组"),
    ("没有可撤回的", lambda place: place.run("undo", data=place.township)),
    _command("没有这张表", "return", "9.9"),
    _command("期间2025-13", "return", "2.3", "--period", "2025-13"),
    _command("没有这个数", "figures", "weather"),
    _command("没有这个命令", "dance"),
    _command("区划代码空着", "init", "--role", "village", "--region", "", "--name", "某村", "--operator", "干部"),
    _command("这里已经有台账", "init", "--role", "village", "--region", "999999104209", "--name", "某村", "--operator", "干部"),
)


def _import(make: Callable[[Place], Path], *faults: Callable[[], Any]) -> Callable[[Place], Said]:
    return lambda place: place.run("import", "person", make(place), faults=tuple(fault() for fault in faults))


_READ = Path.read_bytes


def _held(path: Path) -> bytes:
    """Excel holds a workbook that is open in it."""
    if path.suffix == ".xlsx":
        raise PermissionError(errno.EACCES, "held")
    return _READ(path)


def _bomb(place: Place) -> Path:
    held = io.BytesIO()
    with (zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed,
          packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member):
        for _ in range(320):
            member.write(bytes(2**20))
    return place.file("炸弹.xlsx", held.getvalue())


_ROSTER = ("户主姓名", "姓名", "与户主关系", "身份证号")

WORKBOOKS: tuple[Case, ...] = (
    ("表格其实是PDF", _import(lambda place: place.file("表.xlsx", b"%PDF-1.7 x"))),
    ("表格正在别处打开", _import(lambda place: place.book(_ROSTER), lambda: patch.object(Path, "read_bytes", _held))),
    ("表格有打开密码", _import(lambda place: place.file(
        "密.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")))),
    ("表格没拷完", _import(lambda place: place.file("半.xlsx", place.book(_ROSTER).read_bytes()[:2000]))),
    ("表格解开大得吓人", _import(_bomb)),
    ("表格是空文件", _import(lambda place: place.file("空.xlsx", b""))),
    ("表格是文件夹", _import(lambda place: place.folder)),
    ("表格不在了", _import(lambda place: place.folder / "拔了.xlsx")),
    ("只有表头", _import(lambda place: place.book(_ROSTER))),
    ("没有认得的表头", _import(lambda place: place.book(("甲", "乙"), (1, 2)))),
    ("身份证号被当成数字", _import(lambda place: place.book(_ROSTER, ("吴某戊", "吴某戊", "户主", 999999199003070012)))),
    ("两行是同一个人", _import(lambda place: place.book(
        _ROSTER, *(("吴某己", "吴某己", "户主", "99999919880101001X"),) * 2))),
    ("格子里是公式指令", _import(lambda place: place.book(_ROSTER, ("=cmd|' /C calc'!A0", "吴某庚", "=cmd()", None)))),
    ("日期是9999年", lambda place: place.run("import", "visit", place.book(
        ("户主", "走访日期"), (ID, "9999-12-31"), name="走访.xlsx"))),
    ("模板写到文件夹上", lambda place: place.run("template", "household", place.folder)),
    ("导出时硬盘满", lambda place: place.run(
        "export", "household", place.folder / "出.xlsx", faults=(patch.object(os, "fsync", _full),))),
)


def _full(*_: object) -> int:
    raise OSError(errno.ENOSPC, "full")


def _gone(*_: object) -> int:
    raise OSError(errno.EIO, "gone")


def _pragma(pragma: str) -> Any:
    return patch.object(engine, "_WRITER", (*_OLD_WRITER, pragma))


def _spoilt(spoil: Callable[[Path], object]) -> Callable[[Place], Said]:
    def attempt(place: Place) -> Said:
        data = place.copy()
        spoil(data)
        return place.run("todo", data=data)
    return attempt


def _make_newer(data: Path) -> None:
    key, _ = keys.unlock(keys.read(data / "keys.json"), PASSWORD)
    connection = engine.raw_connection(data / "ledger.db", key)
    connection.execute("UPDATE setting SET value='99' WHERE name='schema'")
    connection.close()


def _busy(place: Place) -> Said:
    data = place.copy()
    key, _ = keys.unlock(keys.read(data / "keys.json"), PASSWORD)
    other = engine.raw_connection(data / "ledger.db", key)
    waits = tuple(one.replace("15000", "50") for one in engine._EVERY)  # noqa: SLF001 - not a quarter of a minute
    try:
        other.execute("BEGIN IMMEDIATE")
        return place.run("add", "household", "户主姓名=吴某辛", data=data, faults=(patch.object(engine, "_EVERY", waits),))
    finally:
        other.close()


_ADD = ("add", "household", "户主姓名=吴某壬", "组=三组")

FILES: tuple[Case, ...] = (
    ("密码不对", lambda place: place.run("todo", ZHENXING_PASSWORD="不是这个")),
    ("密码找回单抄错", lambda place: place.run("todo", ZHENXING_PASSWORD="-".join(["ABCD"] * 8))),
    ("文件夹里没有台账", lambda place: place.run("todo", data=place.folder / "别处")),
    ("钥匙文件空了", _spoilt(lambda data: (data / "keys.json").write_bytes(b""))),
    ("钥匙文件没了", _spoilt(lambda data: (data / "keys.json").unlink())),
    ("数据文件坏了", _spoilt(lambda data: (data / "ledger.db").write_bytes(b"x" * 8192))),
    ("数据是新版程序存的", _spoilt(_make_newer)),
    ("没有这个录入人", lambda place: place.run("todo", "--operator", "路人")),
    ("电脑日期是2016年", lambda place: place.run("todo", ZHENXING_NOW="2016-01-01T09:00:00+08:00")),
    ("日期在日历外面", lambda place: place.run("todo", ZHENXING_NOW="9999-12-31T09:00:00+08:00")),
    ("存的时候硬盘满", lambda place: place.run(*_ADD, faults=(_pragma("PRAGMA max_page_count=1"),))),
    ("数据文件夹只读", lambda place: place.run(*_ADD, faults=(_pragma("PRAGMA query_only=ON"),))),
    ("两个窗口同时存", _busy),
    ("恢复用的不是备份", lambda place: place.run("restore", place.file("假.zxbak", b"x"))),
)


def _changed(spoil: Callable[[bytes], bytes]) -> Callable[[Place], Said]:
    return lambda place: place.run("receive", place.file("坏.gbp", spoil(place.package().read_bytes())), data=place.township)


def _flip(data: bytes) -> bytes:
    return data[:-900] + bytes([data[-900] ^ 1]) + data[-899:]


def _stick(fault: Callable[..., int]) -> Callable[[Place], Said]:
    return lambda place: place.run("pack", "--out", place.folder / "U盘", faults=(patch.object(os, "write", fault),))


def _elsewhere(place: Place) -> Path:
    data = place.folder / "elsewhere"
    if not data.exists():
        place.must("init", "--role", "township", "--region", "999999105000", "--name", "别的镇", "--operator", "干部", data=data)
    return data


def _typo(place: Place) -> Path:
    line = (place.folder / "township.card").read_text(encoding="utf-8")
    return place.file("抄错.card", (line[:40] + ("A" if line[40] != "A" else "B") + line[41:]).encode())


PACKAGES: tuple[Case, ...] = (
    ("包改了一个字节", _changed(_flip)),
    ("包没拷完", _changed(lambda data: data[:-100])),
    ("不是包", lambda place: place.run("receive", place.file("x.gbp", b"x" * 100), data=place.township)),
    ("别的镇的包", lambda place: place.run("receive", place.package(), data=_elsewhere(place))),
    ("自己的包", lambda place: place.run("receive", place.package())),
    ("装包时U盘拔了", _stick(_gone)),
    ("装包时U盘满了", _stick(_full)),
    ("包放在一个文件上", lambda place: place.run("pack", "--out", place.file("占着", b""))),
    ("没有接收卡就装包", lambda place: place.run("pack", "--out", place.folder / "U盘", data=_elsewhere(place))),
    ("接收卡抄错一个字", lambda place: place.run("pair", _typo(place))),
    ("收自己的卡", lambda place: place.run("pair", place.folder / "village.card")),
    ("收别的镇的卡", lambda place: place.run("pair", place.folder / "township.card", data=_elsewhere(place))),
)

CASES = (*VALUES, *WORKBOOKS, *FORMS, *FILES, *PACKAGES)
