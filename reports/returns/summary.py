"""2.17b 工作总结: paragraphs and the table of the month from one moment's figures, as a letter that people go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from models.insight.policy import parameter
from models.rules.dates import day_words
from reports.document import Block, Document, Ruled
from reports.letter import heading, letter
from reports.returns import summary_words as w
from reports.returns.book import Book
from reports.returns.case_words import object_name
from reports.returns.declaration import Asked, Content, Return
from reports.returns.register import counted
from reports.returns.statistics import COLUMNS, IDS, goals_of, lines
from reports.returns.statistics import TITLE as TABLE_TITLE
from reports.returns.words import unit_name

ID, TITLE = "2.17b", "工作总结"
_RATES = tuple(f"subsidy.rate.{one}" for one in ("crop", "yard", "cattle", "horse", "sheep", "chicken"))
_HEADS = ("工作开展情况", "考核评估反馈问题整改落实", "下一步工作")


def _make(book: Book, asked: Asked) -> Content:
    ids = (*IDS, *(f"industry_subsidy.heads.{one}" for one in ("cattle", "horse", "sheep", "chicken")))
    found = counted(book, asked, ids)
    rates = {id: parameter(book.store, id, book.on) for id in _RATES}
    goals = goals_of(book, asked, found)
    told = w.Told(found, book, rates, goals, object_name(book))
    # A long title is broken where its words end: at the spaces of the parameter.
    work = str(parameter(book.store, "return.work_name", book.on) or "").replace(" ", "\n")
    month = f"{asked.period.last.year}年{asked.period.last.month}月"
    paper = letter(ID, f"{book.store.name}{month}\n{work}{TITLE}", _body(told), unit=unit_name(book.store), on=day_words(book.on),
                   attachments=(f"{month}{TABLE_TITLE}",))
    rows, bands = lines(found, goals)
    table = Document(f"{book.store.name}{month}{TABLE_TITLE}", (Ruled(COLUMNS, rows, size=9.5, height_mm=5.5, bands=bands),), title_pt=18)
    return Content(documents=(paper, replace(table, id=ID)))


def _body(told: w.Told) -> Iterator[Block | str]:
    yield heading("一、基本情况")
    yield from w.basics(told)
    yield heading(f"二、{_HEADS[0]}")
    parts = [(title, list(sentences(told))) for title, sentences in w.SECTIONS]
    for number, (title, found) in enumerate([(title, found) for title, found in parts if found]):
        yield heading(f"（{w.NUMBERS[number]}）{title}", 2)
        yield f"{w.as_of(told)}，{w.numbered(found)}"
    rest = [(_HEADS[1], list(w.rectification(told))), (_HEADS[2], list(w.ahead(told)))]
    for number, (title, found) in enumerate([(title, found) for title, found in rest if found]):
        yield heading(f"{'三四'[number]}、{title}")
        yield w.numbered(found)


SUMMARY = Return(ID, TITLE, "village", "month", _make, formats=("docx", "pdf"))
