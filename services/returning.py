"""Making a return: the sheet of the records, its public version through the gate, its files, and a row that keeps it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from models import store as st
from models.insight.open_points import open_places
from models.insight.policy import parameter
from models.insight.reader import reading
from models.insight.walking import groups
from models.kernel import Circumstance, UsageMistake, UserMistake
from models.rules.dates import Period, month_of, quarter_of, read_period
from models.rules.sheet_code import LETTERS
from models.store.files import write_whole
from reports.document import Document
from reports.public import mask, mask_documents
from reports.returns import RETURNS, Asked, Book, Content, Return
from reports.returns.book import Entry
from reports.returns.explaining import explained
from reports.returns.register import part_words
from reports.returns.words import office_phones
from reports.sheet import Sheet, cell_text
from services import needed
from services.kept_returns import keep
from services.return_files import MadeFile, file_of, name_of

if TYPE_CHECKING:
    from reports.pdf import Printable

PUBLIC_WORD, FULL_WORD, BLANK_WORD = "公示版", "全表版", "空白表"


class Wish(TypedDict, total=False):
    """What may be asked of a return; nothing asked is the running period, of everybody, for the office.

    scope: one village of a township. only: uids of records or households. blank: to be written on. explained: 附口径, as the
    return itself has it when it is not said.
    """

    period: str
    household: str | None
    record: str | None
    public: bool
    full: bool
    scope: str
    group: str
    only: Collection[str]
    blank: bool
    explained: bool | None


@dataclass(frozen=True)
class Made:
    """A return as it was made. `unverified` is how many places in it are still open, `counted` the figures that it tells.

    unsettled: uids of the records in which these places are. of: the record of each row or document, where each has one.
    """

    id: str
    title: str
    period: str
    code: str
    rows: int
    totals: dict[str, str]
    files: tuple[MadeFile, ...]
    warnings: tuple[str, ...]
    unverified: int = 0
    sheet: Sheet | None = None
    documents: tuple[Document, ...] = ()
    counted: tuple[str, ...] = ()
    faces: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unsettled: tuple[str, ...] = ()
    of: tuple[tuple[str, str], ...] = ()


def available(store: st.Store) -> list[Return]:
    """What can be made here."""
    return list(RETURNS.values())


def monthly(store: st.Store) -> list[Return]:
    """What the township asks for each month."""
    return [one for one in available(store) if one.official and _named(store, "return.monthly", one)]


def _named(store: st.Store, parameter_id: str, declared: Return) -> bool:
    """Whether a policy names this form: by its title, or by its number as offices say it."""
    return not {declared.title, declared.id}.isdisjoint(parameter(store, parameter_id) or ())


def make(store: st.Store, id: str, *, formats: Iterable[str] = ("pdf", "xlsx"), **wish: Unpack[Wish]) -> Made:
    """Make a return and keep what was made. None named: 2.1b, 2.4 and 2.4b are made for all that are due."""
    _part_there(store, _declared(id, wish), wish)
    made = draw(store, id, formats=formats, **wish)
    if made.unverified and _named(store, "return.must_be_clean", RETURNS[id]):
        raise UserMistake(f"镇里定了《{made.title}》要改干净才出：还有 {made.unverified} 处要改，在“数据核对”里看。")
    if made.files and not wish.get("blank"):
        keep(store, made, wish, public=made.files[0].public)
    return made


def draw(store: st.Store, id: str, *, formats: Iterable[str] = ("pdf", "xlsx"), **wish: Unpack[Wish]) -> Made:
    """A return as `make` would make it, without a trace: for the preview; without files when no format is asked for."""
    declared = _declared(id, wish)
    public, blank = wish.get("public", False) or declared.posted, wish.get("blank", False)
    text = wish.get("period", "").strip() or current_period(declared.period, store.today())
    asked = _asked(store, declared, text, wish)
    book = Book(store, min(asked.period.last, store.today()))
    content = declared.make(book, asked)
    places = set() if public else open_places(store, _shown(content.entries))
    unverified = len(places)
    lacks = () if public or blank else needed.of_return(declared.id, content.entries)
    bare, notes = _finished(store, declared, content, unverified, public=public)
    code = "" if blank else code_of(declared.id, text, bare)  # with or without its 口径 a paper is the same
    if declared.explains if wish.get("explained") is None else wish["explained"]:
        bare, notes = _finished(store, declared, explained(content, book.counted), unverified, public=public)
    content = _coded(bare, code)
    version = BLANK_WORD if blank else PUBLIC_WORD if public and not declared.posted else FULL_WORD if asked.full else ""
    version = "-".join(filter(None, (version, part_words(asked, book), asked.picked and asked.picked + code)))
    files = files_of(store, declared, content, text, formats, version, public=public)
    return Made(
        declared.id, declared.title, text, code, _rows(content), _totals(content.sheet), files,
        (*_warnings(content, unverified), *lacks, *notes), unverified, content.sheet, content.documents, tuple(book.counted),
        content.faces, tuple(sorted({uid for _, uid, _ in places})), _of(content),
    )  # fmt: skip


def files_of(
    store: st.Store, declared: Return, content: Content, period: str, formats: Iterable[str], version: str = "", *, public: bool
) -> tuple[MadeFile, ...]:
    """The files of what stands on paper; a form that has none of the formats comes in its own."""
    asked = tuple(formats)
    wanted = [one for one in asked if one in declared.formats] or list(declared.formats if asked else ())
    return tuple(
        file_of(content, file_name(declared, store.name, period, one, version), one, public=public)
        for one in wanted if not _empty(content)
    )  # fmt: skip


def places(store: st.Store) -> list[tuple[str, str, str]]:
    """What part of the households may be asked for: words, village and group; above a village its villages as well."""
    with reading(store) as reader:
        names = {village["scope"]: village["name"] for village in reader.all("village")}
        found = groups(reader)
    if store.role == "village":
        return [(group, "", group) for _, group in found]
    return [(name + group, scope, group) for scope, name in names.items()
            for group in ("", *(group for of, group in found if of == scope))]


def save(made: Made, out: Path) -> list[Path]:
    """Write the files of a return, each whole or not at all."""
    paths = [out / file.name for file in made.files]
    try:
        for path, file in zip(paths, made.files, strict=True):
            write_whole(path, file.data)
    except OSError as error:
        raise Circumstance(f"“{out.name}”这个文件夹建不起来，请换一个地方存。") from error
    return paths


def current_period(kind: str, today: date) -> str:
    """The period that is running."""
    return {
        "year": f"{today.year}", "part": f"{today.year}", "quarter": f"{today.year}Q{quarter_of(today)}", "month": month_of(today),
        "date": today.isoformat(),
    }.get(kind, "")  # fmt: skip


def code_of(id: str, period: str, content: Content) -> str:
    """Eight letters that follow from what is printed: the same return has the same code, one changed figure another."""
    digest = hashlib.sha256(repr((id, period, content.sheet, content.documents)).encode()).digest()
    number = int.from_bytes(digest[:5], "big")
    letters = "".join(LETTERS[number >> shift & 31] for shift in range(35, -5, -5))
    return f"{letters[:4]}-{letters[4:]}"


def _declared(id: str, wish: Wish) -> Return:
    if id not in RETURNS:
        raise UsageMistake(f"没有“{id}”这张表。用 returns 看有哪些。")
    declared = RETURNS[id]
    if wish.get("public") and not declared.public:
        raise UsageMistake(f"《{declared.title}》没有公示版。")
    if wish.get("blank") and not declared.blanks:
        raise UsageMistake(f"《{declared.title}》没有空白表。")
    if (wish.get("group") or wish.get("household")) and not (declared.by_home or declared.any_record):
        raise UsageMistake(f"《{declared.title}》不分户，只能整张打。")
    return declared


def _asked(store: st.Store, declared: Return, period: str, wish: Wish) -> Asked:
    record = wish.get("record")
    return Asked(
        _period(period, store.today()), _one(store, "household", wish.get("household")),
        record if declared.any_record else _one(store, declared.ledger, record), wish.get("full", False),
        wish.get("scope", ""), wish.get("group", ""), frozenset(wish.get("only", ())), wish.get("blank", False),
    )  # fmt: skip


def _period(text: str, today: date) -> Period:
    if not text:
        return Period(date.min, today)
    try:
        return read_period(text)
    except ValueError as error:
        raise UsageMistake(str(error)) from None


def _one(store: st.Store, ledger: str, uid: str | None) -> str | None:
    if uid and st.get(store, ledger, uid) is None:
        raise UsageMistake("没有找到这一条，可能已经撤掉了。")
    return uid


def _part_there(store: st.Store, declared: Return, wish: Wish) -> None:
    """What is named must be there: an empty paper for a group written wrongly would be handed in as "there is none"."""
    if (group := wish.get("group")) and group not in (found := dict.fromkeys(one for _, _, one in places(store) if one)):
        raise UsageMistake(f"没有“{group}”这个组。" + (f"可以写：{'、'.join(found)}。" if found else ""))
    for uid in () if declared.any_record else wish.get("only", ()):
        _one(store, "household" if st.get(store, declared.ledger, uid) is None else declared.ledger, uid)


def _shown(entries: Iterable[Entry]) -> dict[str, set[str]]:
    """The records on the paper, with the household and the person that each of them names."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        found[entry.ledger].add(entry.uid)
        for to in ("household", "person", "borrower"):
            if to in entry.values and (linked := entry.link(to)):
                found[linked.ledger].add(linked.uid)
    return found


def _finished(
    store: st.Store, declared: Return, content: Content, unverified: int, *, public: bool
) -> tuple[Content, tuple[str, ...]]:
    """With the count of open places at its foot, or through the gate."""
    if not public:
        return replace(content, sheet=replace(content.sheet, unverified=unverified) if content.sheet else None), ()
    if content.sheet is None:
        posted = mask_documents(content.documents, declared.allowed, phones=office_phones(store))
        return replace(content, documents=posted.documents), posted.removed
    published = mask(content.sheet, declared.allowed, hotline=str(parameter(store, "return.hotline") or ""))
    return replace(content, sheet=published.sheet), published.removed


def _coded(content: Content, code: str) -> Content:
    sheet = replace(content.sheet, code=code) if content.sheet else None
    return replace(content, sheet=sheet, documents=tuple(replace(one, code=code) for one in content.documents))


def _empty(content: Content) -> bool:
    return content.sheet is None and not content.documents


def file_name(declared: Return, place: str, period: str, format: str, version: str = "") -> str:
    """表号-题名[-公示版]-村名-期间: a form, a place and a time, never a person."""
    return f"{name_of(declared.id, declared.title, version, place, period)}.{format}"


def _of(content: Content) -> tuple[tuple[str, str], ...]:
    """Whose row or document each is; of statistics and books nobody can say it."""
    entries = content.entries
    return tuple((one.ledger, one.uid) for one in entries) if len(entries) == _rows(content) else ()


def _rows(content: Content) -> int:
    return len(content.sheet.rows) if content.sheet else len(content.documents)


def _totals(sheet: Sheet | None) -> dict[str, str]:
    if sheet is None or not sheet.totals:
        return {}
    return {
        column.field or column.heading: cell_text(value, column.kind)
        for column, value in zip(sheet.columns, sheet.totals, strict=True) if column.total
    }  # fmt: skip


def _warnings(content: Content, unverified: int) -> Iterable[str]:
    if _empty(content):
        yield "现在没有要打的。"
    if unverified:
        yield f"还有 {unverified} 处要改，表上印着“含未核实数据 {unverified} 处”。"
    from reports.pdf import undrawable

    papers: list[Printable] = [content.sheet] if content.sheet else list(content.documents)
    if gone := set[str]().union(*map(undrawable, papers)):
        yield f"有 {len(gone)} 个字这台电脑的字库里没有，请手写补上：{'、'.join(sorted(gone))}。"
