"""照片页: the photos and scans of one record or one household on paper, two to a page, each with what, whose and when.

It is for the file of a household and for those who inspect; there is no version for the notice board.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

from models.insight.evidence import ATTACHMENT, ON_THE_ROAD, SPOILT, Picture, Record, anywhere, called, of_household
from models.kernel import Circumstance, UserMistake
from models.ledgers import LEDGERS
from models.store import photos, scans
from models.store.blobs import BlobStore
from reports.document import Document, Photo
from reports.returns.book import Book
from reports.returns.declaration import Asked, Content, Return

TITLE = "照片页"
HALF_MM, WHOLE_MM = 124.0, 250.0
_PAGE_SIDE = 1800  # points of a page that was scanned: 150 to the inch on A4


def _make(book: Book, asked: Asked) -> Content:
    """Of the one record, else of everything that belongs to the one household."""
    records = of_household(book.store, asked.household) if asked.household else []
    if asked.record and (one := anywhere(book.store, asked.record)):
        records = [one]
    blocks = tuple(_blocks(book, [record for record in records if record.pictures]))
    if not blocks:
        return Content()
    return Content(documents=(Document(_title(book, records, asked), blocks, title_pt=16),))


def _title(book: Book, records: Sequence[Record], asked: Asked) -> str:
    whose = book.name("household", asked.household or records[0].household)
    what = LEDGERS[records[0].ledger].__ledger__.title if asked.record else ""
    return f"{whose}户　{what}照片" if whose else f"{what}照片"


def _blocks(book: Book, records: Sequence[Record]) -> Iterator[Photo]:
    number = 0
    for record in records:
        for picture in record.pictures:
            number += 1
            for photo in _photos(book, picture):
                first = "　".join(filter(None, (f"第{number}张", called(record.ledger, picture), photo.lines[0])))
                yield Photo(photo.name, (first, _about(book, record, picture)), photo.height_mm, photo.data, photo.instead)


def _about(book: Book, record: Record, picture: Picture) -> str:
    """户主，哪本台账哪天的哪一条，拍摄日期."""
    whose = book.name("household", record.household)
    day = record.on.isoformat() if record.on else ""
    parts = (f"户主：{whose}" if whose else "", f"{LEDGERS[record.ledger].__ledger__.title} {day}".strip(),
             f"拍摄日期：{picture.taken_on.isoformat()}" if picture.taken_on else "")
    return "　".join(filter(None, parts))


def _photos(book: Book, picture: Picture) -> Iterator[Photo]:
    """One photo, or each page of a scan; its line says which page."""
    blobs = book.store.blobs
    if not blobs.has(picture.file):
        yield Photo(picture.file, ("",), HALF_MM, instead=ON_THE_ROAD)
        return
    try:
        data = blobs.get(picture.file)
        if not scans.is_scan(data):
            drawn = photos.opens(data)
            yield Photo(picture.file, ("",), HALF_MM, data if drawn else b"", "" if drawn else SPOILT)
            return
        pages = scans.pages_of(data)
        for page in range(pages):
            words = f"第{page + 1}页 共{pages}页" if pages > 1 else ""
            yield Photo(f"{picture.file} {page}", (words,), WHOLE_MM, _page(data, page))
    except (Circumstance, UserMistake):
        yield Photo(picture.file, ("",), HALF_MM, instead=SPOILT)


def content_of(blobs: BlobStore, name: str) -> bytes:
    """The content behind the name of a photo, so that an old paper shows it again; nothing when it is not here any more."""
    file, _, page = name.partition(" ")
    try:
        data = blobs.get(file) if blobs.has(file) else b""
        return _page(data, int(page)) if page and data else data
    except (Circumstance, UserMistake, ValueError, IndexError):
        return b""


def _page(data: bytes, page: int) -> bytes:
    from reports.preview import page_fitting

    out = BytesIO()
    page_fitting(data, page, _PAGE_SIDE).save(out, "JPEG", quality=85)
    return out.getvalue()


PHOTO_SHEET = Return(ATTACHMENT, TITLE, ATTACHMENT, "none", _make, per="household", formats=("pdf",), any_record=True)
