"""Photos and scans of a record: taken in from files, put on it, given a caption, taken away, drawn for the screen.

Files are read, cleaned and sealed before anything is written, so that no transaction waits for a large picture; what
was sealed and then never saved stays behind sealed and unnamed, and does no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models import store as st
from models.insight.evidence import ATTACHMENT, ON_THE_ROAD, SPOILT, Picture, columns, of_record
from models.insight.policy import parameter
from models.kernel import Circumstance, Mistake, Unreadable, UserMistake
from models.ledgers import LEDGERS
from models.store import photos, scans
from models.store.photos import MOST_PIXELS, is_photo

if TYPE_CHECKING:
    from PIL import Image

    from models.store import Doing, Saved, Store

_STRANGE = "只收照片（JPG、PNG）和 PDF 扫描件，这个文件不是。"

__all__ = ["ON_THE_ROAD", "Drawn", "Picture", "Taken", "add", "amend", "columns", "draw", "of_record", "remove",
           "take_in", "turn", "turned", "write"]


@dataclass(frozen=True)
class Taken:
    """What came of some files: pictures that are sealed, and a sentence for each file that could not be taken."""

    pictures: tuple[Picture, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True)
class Drawn:
    """Points of one picture, three bytes each, row by row; and how many pages there are to turn."""

    points: bytes
    width: int
    height: int
    pages: int
    scan: bool


def accepted(data: bytes) -> bytes:
    """The same bytes when they are a photo or a scan that opens; UserMistake with what to do when not."""
    if scans.is_scan(data):
        scans.pages_of(data)
    elif data and not is_photo(data):
        photos.slim(data)  # says what to do about the one kind that is known and cannot be taken
        raise UserMistake(_STRANGE)
    return data


def take_in(
    store: Store, paths: Sequence[Path], field: str = "", progress: Callable[[int, int], None] = lambda done, total: None
) -> Taken:
    """Clean and seal files for column `field`; a file that cannot be taken keeps no other one out."""
    limits = photos.limits(lambda id: parameter(store, id))
    taken: dict[str, Picture] = {}
    refused = []
    for number, path in enumerate(paths):
        progress(number, len(paths))
        try:
            data = accepted(_read(path))
            file = store.blobs.put(data, limits)
        except (UserMistake, Circumstance) as error:
            refused.append(f"第{number + 1}个文件没放进来：{error}" if len(paths) > 1 else str(error))
        else:
            taken.setdefault(file, Picture(file, field=field, taken_on=photos.taken_on(data, store.today())))
    return Taken(tuple(taken.values()), tuple(refused))


def add(store: Store, ledger: str, uid: str, pictures: Sequence[Picture]) -> tuple[Saved | None, int]:
    """Put pictures on a record in one operation; how many were there already and were not put again."""
    record = of_record(store, ledger, uid)
    if record is None:
        raise UserMistake("这一条已经撤掉了，照片放不上去。")
    there = {one.file for one in record.pictures}
    fresh = [one for one in pictures if one.file not in there]
    if not fresh:
        return None, len(pictures)
    label = f"{LEDGERS[ledger].__ledger__.title}放照片 {len(fresh)} 张"
    with st.together(store, label) as doing:
        write(doing, ledger, uid, fresh)
        saved = st.Saved(ATTACHMENT, uid, doing.unit.operation, label, added=True)
    return saved, len(pictures) - len(fresh)


def write(doing: Doing, ledger: str, uid: str, pictures: Iterable[Picture]) -> None:
    """The same inside somebody else's operation, for a record that is only just being saved."""
    for one in pictures:
        doing.add(ATTACHMENT, {"ledger": ledger, "row": uid, "file": one.file, "title": one.title or None,
                               "field": one.field or None, "taken_on": one.taken_on})


def amend(store: Store, picture: Picture, raw: Mapping[str, Any]) -> Saved:
    """Another caption, day or column."""
    return st.change(store, ATTACHMENT, picture.uid, raw, label="改照片说明")


def turn(store: Store, ledger: str, uid: str, picture: Picture, quarters: int) -> Saved:
    """Keep a photo as it was turned, by quarters to the right: what a telephone sent on has often lost its upright."""
    file = turned(store, picture.file, quarters)
    if picture.uid:
        return st.change(store, ATTACHMENT, picture.uid, {"file": file}, label="照片转正")
    return st.change(store, ledger, uid, {picture.field: file}, label="照片转正")


def turned(store: Store, file: str, quarters: int) -> str:
    """The name of the same photo, turned."""
    from PIL import Image

    ways = (Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90)
    out = BytesIO()
    with Image.open(BytesIO(store.blobs.get(file)), formats=("JPEG", "PNG")) as image:
        image.transpose(ways[quarters % 4 - 1]).save(out, str(image.format), quality=photos.limits().quality, optimize=True)
    return store.blobs.keep(out.getvalue())


def remove(store: Store, ledger: str, uid: str, picture: Picture, reason: str) -> Saved:
    """Take one picture off a record; it can be taken back."""
    if picture.uid:
        saved = st.remove(store, ATTACHMENT, picture.uid, reason)
        return replace(saved, label="撤掉一张照片")
    return st.change(store, ledger, uid, {picture.field: None}, label=f"撤掉照片：{reason}")


def draw(store: Store, file: str, side: int, page: int = 0) -> Drawn | None:
    """A picture, its longer side at most `side`, from memory to memory; None while it has not come here."""
    if not store.blobs.has(file):
        return None
    data = store.blobs.get(file)
    image, pages = image_of(data, side, page)
    return Drawn(image.tobytes(), image.width, image.height, pages, scans.is_scan(data))


def image_of(data: bytes, side: int, page: int = 0) -> tuple[Image.Image, int]:
    """Photo or page of a scan as points, and the number of pages. Circumstance when nobody can draw it."""
    from PIL import Image

    if scans.is_scan(data):
        from reports.preview import page_fitting

        pages = scans.pages_of(data)
        return page_fitting(data, page, side), pages
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG")) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Circumstance(SPOILT)
            image.draft("RGB", (side, side))
            image.thumbnail((side, side))
            return _on_white(image), 1
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Circumstance(SPOILT) from None


def _on_white(image: Image.Image) -> Image.Image:
    """What is seen through in a PNG is paper."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "P"):
        clear = image.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        paper.alpha_composite(clear)
        return paper.convert("RGB")
    return image.convert("RGB")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise Circumstance("这个文件读不到。请看看U盘是不是插好了，再试一次。") from None


def of_draft(kept: Iterable[Mapping[str, str]]) -> list[Picture]:
    """Pictures that wait in a draft."""
    return [Picture(one["file"], "", one.get("title", ""), one.get("field", ""),
                    date.fromisoformat(one["taken_on"]) if one.get("taken_on") else None) for one in kept]


def for_draft(pictures: Iterable[Picture]) -> list[dict[str, str]]:
    """The same, as a draft keeps it."""
    return [{"file": one.file, "title": one.title, "field": one.field,
             "taken_on": one.taken_on.isoformat() if one.taken_on else ""} for one in pictures]


def readable(raw: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody typed about a picture that waits, as values; UserMistake under its field."""
    fields, found, mistakes = LEDGERS[ATTACHMENT].__fields__, {}, []
    for name, typed in raw.items():
        try:
            value = fields[name].kind.parse(typed).value
        except Unreadable as fault:
            mistakes.append(Mistake(str(fault), name))
        else:
            found[name] = value if name == "taken_on" else value or ""
    if mistakes:
        raise UserMistake(tuple(mistakes))
    return found
