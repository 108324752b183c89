"""What a command says: one JSON object or plain Chinese text on stdout, asides on stderr, and the exit code."""

from __future__ import annotations

import json
import os
import sys
import traceback
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from models.kernel.errors import CannotOpen, Circumstance, UsageMistake, UserMistake
from models.kernel.mistake import Mistake

DONE, REFUSED, USAGE, CLOSED, BUG = 0, 1, 2, 3, 4
BUG_TEXT = "程序自己出了错，这次没有做成，原来的数据没动。请把屏幕上的英文几行拍下来发给维护的人。"
_LONGEST_CELL = 40

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Answer:
    """The result of a command: `body` for programs, `text` for people."""

    body: dict[str, Any]
    text: str = ""
    code: int = DONE


def done(body: dict[str, Any], text: str) -> Answer:
    """All of it was done."""
    return Answer({"ok": True, **body}, text)


def partly(body: dict[str, Any], sentence: str, text: str) -> Answer:
    """Some of it was refused; the report in `body` says what and why."""
    return Answer({**body, "ok": False, "error": fault("mistake", sentence)}, text, REFUSED)


def fault(kind: str, text: str, where: str | None = None) -> dict[str, Any]:
    """The `error` of a JSON answer."""
    return {"kind": kind, "text": text, "where": where}


def notice(told: Mistake) -> dict[str, Any]:
    """One sentence of `notices`: it was stored all the same."""
    return {"field": told.field or None, "severity": told.severity, "text": told.text}


def failed(error: BaseException) -> Answer:
    """The answer for anything that was raised; what is nobody's mistake is a bug and leaves its trace on stderr."""
    match error:
        case UsageMistake():
            return _failure("usage", error, USAGE)
        case UserMistake():
            return _failure("mistake", error, REFUSED)
        case CannotOpen():
            return _failure("open", error, CLOSED)
        case Circumstance():
            return _failure("circumstance", error, REFUSED)
        case UnicodeEncodeError(reason="surrogates not allowed"):
            return _failure("usage", UsageMistake("写的字里有读不出来的，请重新输入。"), USAGE)
        case FileExistsError() | NotADirectoryError():
            words = f"“{Path(error.filename or '').name}”是一个文件，里面放不了东西。请换一个文件夹。"
            return Answer({"ok": False, "error": fault("circumstance", words)}, words, REFUSED)
        case OSError():
            words = f"文件读不到或写不进去：{error.filename or '没有名字'}。请检查它在不在、是不是正被别的程序打开。"
            return Answer({"ok": False, "error": fault("circumstance", words)}, words, REFUSED)
        case KeyboardInterrupt():
            return Answer({"ok": False, "error": fault("circumstance", "已经停下，没有存。")}, "已经停下，没有存。", REFUSED)
        case _:
            _trace(error)
            return Answer({"ok": False, "error": fault("bug", BUG_TEXT, type(error).__name__)}, BUG_TEXT, BUG)


def _failure(kind: str, error: Exception, code: int) -> Answer:
    where = error.mistakes[0].field if isinstance(error, UserMistake) and error.mistakes else ""
    return Answer({"ok": False, "error": fault(kind, str(error), where or None)}, str(error), code)


def _trace(error: BaseException | None) -> None:
    """Where it went wrong, without the messages: those of a database carry the values of people."""
    told: set[int] = set()
    while error is not None and id(error) not in told:
        told.add(id(error))
        print("".join(traceback.format_tb(error.__traceback__)), type(error).__name__, file=sys.stderr)
        error = error.__cause__ or error.__context__


def say(answer: Answer, *, as_json: bool) -> None:
    """Print an answer. JSON is UTF-8 on every system; text follows the console, with a sign for what it lacks."""
    if as_json:
        _encode(sys.stdout, encoding="utf-8", errors="backslashreplace")
        _print(json.dumps(answer.body, ensure_ascii=False, separators=(",", ":")))
        return
    _encode(sys.stdout, errors="replace")
    if answer.text and answer.code in (USAGE, CLOSED, BUG):
        aside(answer.text)
    elif answer.text:
        _print(answer.text)


def _print(text: str) -> None:
    try:
        print(text, flush=True)
    except BrokenPipeError:
        # Whoever read us has seen enough (`... | head`); Python must not try to flush the rest at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def aside(text: str) -> None:
    """A line that is not part of the answer."""
    _encode(sys.stderr, errors="replace")
    print(text, file=sys.stderr)


def _encode(stream: TextIO, **settings: str) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(**settings)


@contextmanager
def progress() -> Iterator[Progress]:
    """A bar on stderr while somebody watches; nothing when the output goes to a file or a program."""
    if not sys.stderr.isatty():
        yield lambda done, total, text: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total, text: bar.update(task, completed=done, total=total, description=text)


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Columns that stand under one another also where a sign takes two places."""
    lines = [[*map(_cell, line[:-1]), _line(line[-1])] for line in (headings, *rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(map(pad, line, widths)).rstrip() for line in lines)


def _line(value: object) -> str:
    return "" if value is None else str(value).replace("\n", " ")


def _cell(value: object) -> str:
    """Cut short, so that the next columns stay in sight; the last column of a line may be as long as it is."""
    text = _line(value)
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"


def pad(text: str, width: int) -> str:
    """`text` with blanks up to `width` places."""
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
