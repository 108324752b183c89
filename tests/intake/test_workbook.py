"""Tables come in from every kind of file a township sends; what is no table gets a sentence, never a traceback."""

from __future__ import annotations

import io
import stat
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from intake import limits
from intake.sheet import address, column_number, letters
from intake.workbook import read_workbook
from models.kernel import Circumstance, UserMistake


def _book(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def _sentence(path: Path) -> str:
    with pytest.raises((UserMistake, Circumstance)) as caught:
        read_workbook(path)
    return str(caught.value)


def test_cells_keep_their_excel_types_and_blank_is_none(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", ["张甲", 3, 2.5, date(2025, 7, 1), "  ", None])
    assert read_workbook(path)[0].rows[0] == ("张甲", 3.0, 2.5, date(2025, 7, 1), None)


def test_hidden_and_meta_sheets_are_left_out(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "名册"
    book.active["A1"] = "姓名"
    book.create_sheet("_meta")["A1"] = "x"
    hidden = book.create_sheet("选项")
    hidden["A1"], hidden.sheet_state = "x", "hidden"
    book.save(tmp_path / "a.xlsx")
    assert [sheet.name for sheet in read_workbook(tmp_path / "a.xlsx")] == ["名册"]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_tables_are_read_in_the_codings_in_use(tmp_path: Path, coding: str, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"姓名{delimiter}电话\r\n阿依古丽·买买提{delimiter}13900000000\r\n".encode(coding))
    assert read_workbook(path)[0].rows[1] == ("阿依古丽·买买提", "13900000000")


def test_a_quote_that_nobody_closed_swallows_no_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('姓名,组\r\n张甲,"一组\r\n李乙,"二""组"\r\n王丙\r\n'.encode("gb18030"))
    assert [row[0] for row in read_workbook(path)[0].rows] == ["姓名", "张甲", "李乙", "王丙"]
    assert read_workbook(path)[0].rows[1][1] == "一组"


@pytest.mark.parametrize(
    ("data", "what"),
    [(b"%PDF-1.7 ...", "PDF"), (b"\xff\xd8\xff\xe0....", "图片"), (b"\x89PNG\r\n", "图片"), (b"Rar!\x1a", "压缩包")],
)
def test_another_kind_of_file_named_xlsx_is_called_by_its_kind(tmp_path: Path, data: bytes, what: str) -> None:
    (tmp_path / "名册.xlsx").write_bytes(data)
    assert _sentence(tmp_path / "名册.xlsx") == f"这个文件不是表格，是 {what}。请找镇里要 Excel 原件。"


@pytest.mark.parametrize(("entry", "what"), [("word/document.xml", "Word文档"), ("a.txt", "压缩包")])
def test_another_kind_of_zip_is_called_by_its_kind(tmp_path: Path, entry: str, what: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr(entry, "x")
    assert f"是 {what}" in _sentence(tmp_path / "a.xlsx")


def test_a_workbook_with_a_password_says_how_to_take_it_off(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "a.xlsx").write_bytes(ole)
    assert "去掉密码" in _sentence(tmp_path / "a.xlsx")


def test_a_half_copied_workbook_is_called_damaged(tmp_path: Path) -> None:
    whole = _book(tmp_path / "a.xlsx", ["姓名"]).read_bytes()
    (tmp_path / "half.xlsx").write_bytes(whole[: len(whole) // 2])
    assert "坏了" in _sentence(tmp_path / "half.xlsx")


def test_empty_files_and_empty_sheets_are_called_empty(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"")
    assert "空的" in _sentence(tmp_path / "a.xlsx")
    assert "空的" in _sentence(_book(tmp_path / "b.xlsx", [None]))


def test_a_web_page_named_xls_says_how_to_mend_it(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_text("<html><table><tr><td>姓名</td></tr></table></html>", "utf-8")
    assert "网页" in _sentence(tmp_path / "a.xls")


def test_missing_files_and_folders_are_named(tmp_path: Path) -> None:
    assert "找不到“没有.xlsx”" in _sentence(tmp_path / "没有.xlsx")
    assert "文件夹" in _sentence(tmp_path)


def test_a_file_open_elsewhere_asks_to_close_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _book(tmp_path / "a.xlsx", ["姓名"])

    def locked(self: Path) -> bytes:
        raise PermissionError(13, "locked", str(self))

    monkeypatch.setattr(Path, "read_bytes", locked)
    assert "关掉" in _sentence(path)
    assert stat.S_ISREG(path.stat().st_mode)


def test_one_stray_cell_far_away_is_refused_before_memory_is_taken(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "姓名", 1
    book.save(tmp_path / "a.xlsx")
    assert "1048576" in _sentence(tmp_path / "a.xlsx")


def test_far_cells_with_only_a_border_do_no_harm(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "姓名"
    book.active["XFD1048576"].border = openpyxl.styles.Border(left=openpyxl.styles.Side("thin"))
    book.save(tmp_path / "a.xlsx")
    assert read_workbook(tmp_path / "a.xlsx")[0].rows == (("姓名",),)


def test_a_zip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_UNPACKED", 10_000)
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<c>" * 100_000)
    assert "太大" in _sentence(tmp_path / "a.xlsx")


def test_column_letters_go_there_and_back() -> None:
    assert [letters(column_number(name)) for name in ("A", "Z", "AA", "XFD")] == ["A", "Z", "AA", "XFD"]
    assert address(11, 5) == "F12"


def _real_workbook() -> bytes:
    stream = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["姓名", "电话"])
    book.active.append(["张甲", 1])
    book.save(stream)
    return stream.getvalue()


_REAL = _real_workbook()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.data())
def test_no_bytes_at_all_bring_anything_but_a_sentence(tmp_path: Path, data: some.DataObject) -> None:
    head = data.draw(some.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF", b"\xff\xfe"]))
    path = tmp_path / "a.xlsx"
    path.write_bytes(head + data.draw(some.binary(max_size=2000)))
    try:
        read_workbook(path)
    except (UserMistake, Circumstance) as sentence:
        assert str(sentence)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.integers(0, len(_REAL) - 1), some.integers(1, 255), some.integers(0, 40))
def test_a_damaged_workbook_brings_a_sentence_or_its_sheets(tmp_path: Path, at: int, flip: int, cut: int) -> None:
    damaged = bytearray(_REAL)
    damaged[at] ^= flip
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes(damaged[:at] + damaged[at + cut :]))
    try:
        assert read_workbook(path)
    except (UserMistake, Circumstance) as sentence:
        assert str(sentence)


def test_a_table_of_libreoffice_is_read_and_its_endless_blank_rows_do_no_harm(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    row = "<table:table-row>" + cell.format("姓名") + cell.format("电话") + "</table:table-row>"
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
    content = f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="名册">{row}{blank}' \
              "</table:table></office:spreadsheet></office:body></office:document-content>"  # fmt: skip
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    assert read_workbook(tmp_path / "a.ods")[0].rows[0] == ("姓名", "电话")
