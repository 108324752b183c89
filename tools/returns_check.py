"""`python -m tools.returns_check`: every return of the made-up village and township, opened again by other programs.

PDF: all fonts embedded (pdffonts) and every declared cell in its text (pdfium). Workbook: frozen head, head repeated, one page
wide, numbers of people as text, a hidden sheet that says what it is; LibreOffice opens and saves it again, all cells equal.
Word: opens, with its title. Numbers of returns on the command line check only those; a folder holds other made-up data.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
from openpyxl import load_workbook

from models.kernel import UserMistake
from reports import document as form
from reports.excel import META
from reports.preview import page_count, page_text
from reports.returns import RETURNS
from reports.sheet import Band, Sheet, cell_text
from tools.forms_table import ROOT, demo

if TYPE_CHECKING:
    from models.store import Store
    from services.returning import Made

OFFICE, FONTS = "soffice", "pdffonts"
_SPACE = re.compile(r"\s")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")  # in a workbook a number is one, not its text
_WORDS_OF = {"text", "title", "label", "words", "heading"}


@dataclass
class Checked:
    """One return of one office: what was counted, and every sentence about what is not as it should be."""

    id: str
    title: str
    where: str
    pages: int = 0
    texts: int = 0
    fonts: int = 0
    cells: int = 0
    resaved: int = 0
    faults: list[str] = field(default_factory=list)


def declared(made: Made) -> list[str]:
    """Every text that the return says stands on its paper."""
    if made.sheet:
        return [*_of_sheet(made.sheet)]
    return [text for document in made.documents for text in (document.title, *_of_block(document.blocks))]


def _of_sheet(sheet: Sheet) -> Iterator[str]:
    yield from (sheet.title, *(column.heading for column in sheet.columns))
    for line in sheet.lines():
        if isinstance(line, Band):
            yield line.text
        else:
            yield from (cell_text(value, column.kind) for value, column in zip(line, sheet.columns, strict=True))


def _of_block(part: Any) -> Iterator[str]:
    """Texts in a block, however deep; cells of tables and pairs are bare words in tuples."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, form.Contents | form.Photo):
        return
    elif isinstance(part, tuple):
        for one in part:
            yield from _of_block(one)
    elif is_dataclass(part):
        for one in fields(part):
            value = getattr(part, one.name)
            if not isinstance(value, str) or one.name in _WORDS_OF:
                yield from _of_block(value)


def check_pdf(data: bytes, made: Made, found: Checked, folder: Path) -> None:
    """Fonts and text."""
    found.pages = page_count(data)
    pages = [_SPACE.sub("", page_text(data, at)) for at in range(found.pages)]
    wanted = [_SPACE.sub("", one) for one in declared(made)]
    found.texts = sum(map(bool, wanted))
    if gone := [one for one in dict.fromkeys(wanted) if not _stands(one, pages)]:
        found.faults.append(f"{len(gone)} texts are not in the PDF: {'; '.join(gone)[:120]}")
    if shutil.which(FONTS):
        path = folder / "one.pdf"
        path.write_bytes(data)
        said = subprocess.run([FONTS, str(path)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
        found.fonts = len(said)
        if loose := [line.split()[0] for line in said if line.split()[-5] != "yes"]:
            found.faults.append(f"fonts not embedded: {', '.join(loose)}")


def _stands(words: str, pages: list[str]) -> bool:
    """Whether a text is on a page; of a paragraph that goes on overleaf the foot of the page and the next heading lie between its halves."""
    if words in "".join(pages):
        return True
    return any(words[:cut] in page and words[cut:] in after for page, after in pairwise(pages) for cut in range(1, len(words)))


def check_workbook(data: bytes, made: Made, found: Checked) -> None:
    """A register is set up as an office does by hand; a form says all that its paper says."""
    cells = _cells(data)
    found.cells = len(cells)
    if made.sheet:
        _check_register(data, made.sheet, found)
        return
    told = _SPACE.sub("", "".join(map(str, cells.values())))
    if gone := [one for one in dict.fromkeys(_SPACE.sub("", one) for one in declared(made)) if one not in told and not _NUMBER.fullmatch(one)]:
        found.faults.append(f"{len(gone)} texts are not in the workbook: {'; '.join(gone)[:120]}")


def _check_register(data: bytes, sheet: Sheet, found: Checked) -> None:
    book = load_workbook(BytesIO(data))
    page: Any = book.worksheets[0]
    text_columns = [at for at, column in enumerate(sheet.columns, 1) if column.kind == "id"]
    loose = [cell.coordinate for row in page.iter_rows(min_row=4) for cell in row
             if cell.column in text_columns and cell.value and (cell.data_type != "s" or cell.number_format != "@")
             and not _spans(page, cell)]
    for well, words in (
        (page.freeze_panes, "its head is not frozen"), (page.print_title_rows, "its head is not repeated"),
        (page.sheet_properties.pageSetUpPr.fitToPage and page.page_setup.fitToWidth == 1 and page.page_setup.fitToHeight == 0, "not one page wide"),
        (book.sheetnames[-1] == META and book[META].sheet_state == "hidden", "no hidden sheet that says what it is"),
        (not loose, f"numbers not kept as text: {', '.join(loose[:5])}"),
    ):
        if not well:
            found.faults.append(words)


def _spans(page: Any, cell: Any) -> bool:
    """A total, a note, a line of signatures: one cell over several columns."""
    return any(cell.coordinate in span for span in page.merged_cells.ranges)


def _cells(data: bytes) -> dict[tuple[str, str], Any]:
    book = load_workbook(BytesIO(data), data_only=True)
    return {(page.title, cell.coordinate): _plain(cell.value) for page in book.worksheets for row in page.iter_rows() for cell in row
            if cell.value not in (None, "")}


def _plain(value: Any) -> Any:
    """Whole numbers and decimals of one value are one; so are line ends."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def resave(files: dict[str, tuple[bytes, Checked]], folder: Path) -> None:
    """LibreOffice opens all workbooks and saves them again; whatever differs is a fault."""
    before, after = folder / "before", folder / "after"
    before.mkdir()
    for name, (data, _) in files.items():
        (before / name).write_bytes(data)
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    call = [OFFICE, home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(after)]
    for _ in range(2):  # the very first start of a fresh profile may end before it has done anything
        if not after.exists():
            subprocess.run([*call, *(str(before / name) for name in files)], check=True, capture_output=True, timeout=600)
    for name, (data, found) in files.items():
        ours, theirs = _cells(data), _cells((after / name).read_bytes()) if (after / name).exists() else {}
        found.resaved = len(theirs)
        if wrong := sorted(key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key)):
            key = wrong[0]
            found.faults.append(f"{len(wrong)} cells differ after LibreOffice, first {key[1]}: {ours.get(key)!r} / {theirs.get(key)!r}")


def check(store: Store, id: str, folder: Path) -> tuple[Checked, bytes | None]:
    """One return as it stands today, in its fullest version; a blank one where there is nothing to print."""
    from services import returning

    asked = RETURNS[id]
    found = Checked(id, asked.title, store.name)
    made = returning.draw(store, id, formats=("pdf", "xlsx", "docx"), full=bool(asked.full))
    if not made.files and asked.blanks:
        made = returning.draw(store, id, formats=("pdf", "xlsx", "docx"), blank=True)
    workbook = None
    for file in made.files:
        if file.format == "pdf":
            check_pdf(file.data, made, found, folder)
        elif file.format == "xlsx":
            workbook = file.data
            check_workbook(file.data, made, found)
        elif file.format == "docx" and not docx.Document(BytesIO(file.data)).element.body.xpath(".//w:t"):
            found.faults.append("an empty Word file")
    return found, workbook


def table(found: list[Checked]) -> str:
    """One line a return, then the sums."""
    lines = ["return | where | pages | texts | fonts | cells | cells again | faults"]
    lines += [f"{one.id} {one.title} | {one.where} | {one.pages} | {one.texts} | {one.fonts} | {one.cells} | {one.resaved} | {'; '.join(one.faults)}"
              for one in found]
    counts = (sum(getattr(one, name) for one in found) for name in ("pages", "texts", "fonts", "cells", "resaved"))
    return "\n".join((*lines, f"{len(found)} returns | | {' | '.join(map(str, counts))} | {sum(bool(one.faults) for one in found)} with faults"))


def main(words: list[str]) -> int:
    """Prints the table; 1 when anything is not as it should be."""
    out = next((Path(word) for word in words if Path(word).is_dir()), ROOT / "demo-out")
    wanted = [word for word in words if word in RETURNS] or list(RETURNS)
    found: list[Checked] = []
    files: dict[str, tuple[bytes, Checked]] = {}
    with tempfile.TemporaryDirectory() as work, demo(out) as places:
        for at, store in enumerate(places):
            for id in wanted:
                try:
                    one, workbook = check(store, id, Path(work))
                except UserMistake as refused:
                    print(id, store.name, refused, file=sys.stderr)
                    continue
                found.append(one)
                if workbook:
                    files[f"{at}-{id}.xlsx"] = workbook, one
        if shutil.which(OFFICE):
            resave(files, Path(work))
    print(table(found))
    return int(any(one.faults for one in found))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
