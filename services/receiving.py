"""Receiving: each package by itself, applied once however often it comes; a bad one never stops the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import models.store as st
from models.kernel import Circumstance
from models.store import exchange, shelf, vetting
from models.store.journal.lines import BadLine
from services import admission, inbox, photographs
from services.offices import learn, me, take_vouched, trusted
from services.packing import pack_for
from services.trust import barred, recovery_secrets
from sync.cards import Card
from sync.reader import Incoming, open_package
from sync.refusal import Refused

Progress = Callable[[int, int, str], None]
# What may be cured by a card, a changed key or a newer program: tried again by itself whenever packages come.
_CURABLE = ("unknown_sender", "signature", "succession", "no_author", "closed", "replaced", "newer", "suite")


@dataclass
class _Round:
    """What one receiving came to."""

    packages: list[dict[str, Any]] = field(default_factory=list)
    answer_to: dict[str, Card] = field(default_factory=dict)
    tried: set[str] = field(default_factory=set)  # by content
    receipts: int = 0


class _Stopped(BaseException):
    """取消 was pressed: no plain error on its way up, for an error of a package stops at that package."""


def receive(store: st.Store, paths: Sequence[Path], out: Path | None = None, progress: Progress | None = None) -> dict[str, Any]:
    """Take packages in from files and folders, then write the answers. The result is commands.md's `receive`.

    `progress` may raise to cancel: packages that were taken in by then stay, of the one under way nothing does.
    """
    done, files = _Round(), inbox.find(store, paths)
    if len(files) > 1:
        exchange.expect_many(store)
    try:
        for n, path in enumerate(files):
            step = _step(progress, n, len(files))
            step(0)
            _one(store, path, done, step)
        _held_again(store, done, _step(progress, len(files), len(files)))
    except _Stopped as stopped:
        raise (stopped.__cause__ or stopped) from None
    inbox.trim(store)
    return _finish(store, done, out)


def receive_copies(store: st.Store, copies: Sequence[inbox.Copied], out: Path | None = None) -> dict[str, Any]:
    """As `receive`, with packages that lie in the private inbox already and that the clerk wants taken in."""
    done = _Round()
    for copied in copies:
        _admit(store, copied, copied.path, done, asked=True)
    return _finish(store, done, out)


def _finish(store: st.Store, done: _Round, out: Path | None) -> dict[str, Any]:
    answers: list[dict[str, Any]] = []
    unwritten: list[dict[str, Any]] = []
    for card in done.answer_to.values():
        try:
            answers += filter(None, [_answer(store, card, out)])
        except Circumstance as problem:  # a full or loose stick takes nothing back of what was taken in
            unwritten.append({"to": card.region, "text": str(problem)})
    return {"ok": not unwritten and all(one["status"] in ("applied", "repeated", "waiting") for one in done.packages),
            "packages": done.packages, "answers": answers, "receipts": done.receipts} | (
                {"unwritten": unwritten} if unwritten else {})


def _step(progress: Progress | None, n: int, of: int) -> Callable[[int], None]:
    def step(_: int) -> None:
        try:
            if progress:
                progress(n, of, f"正在收第{min(n + 1, of)}个包")
        except Exception as reason:
            raise _Stopped from reason

    return step


def _answer(store: st.Store, card: Card, out: Path | None) -> dict[str, Any] | None:
    made = pack_for(store, card, out or store.folder.outbox, kind="down", answer=True)
    return {"path": made["path"], "to": made["to"]} if made else None


def _one(store: st.Store, path: Path, done: _Round, step: Callable[[int], None]) -> None:
    try:
        copied = inbox.copy(store, path, step)
    except Circumstance as problem:  # no copy, so nothing to keep: the stick is loose, or our own disk is full
        done.packages.append(_blank(path) | {"status": shelf.REFUSED, "text": _sentence(store, problem)})
        return
    _admit(store, copied, path, done)


def _held_again(store: st.Store, done: _Round, step: Callable[[int], None]) -> None:
    """What was refused for want of a card or of a newer program is tried once more; only a change is told."""
    curable = {str(Refused(reason, store.role)) for reason in _CURABLE}
    for one in shelf.held(store):
        path = inbox.place_of(store, one.path)
        if one.status == shelf.REFUSED and one.why in curable and path and one.sha256 not in done.tried:
            step(0)
            again = _Round(answer_to=done.answer_to)
            _admit(store, inbox.Copied(path, one.sha256), path, again)
            done.packages += [made for made in again.packages if made["status"] != shelf.REFUSED]
            done.receipts += again.receipts


def _admit(store: st.Store, copied: inbox.Copied, shown: Path, done: _Round, asked: bool = False) -> None:
    """Work from our own copy, and keep it with its reason when it is refused."""
    report = _blank(shown)
    done.tried.add(copied.sha256)
    try:
        incoming = open_package(copied.path, me(store), trusted(store), recovery_secrets(store), barred(store))
        report = _take(store, incoming, copied.path, report, asked)
    except (Circumstance, BadLine) as problem:
        text = _sentence(store, problem)
        inbox.put_aside(store, copied, text)
        done.packages.append(report | {"status": shelf.REFUSED, "text": text})
        return
    shelf.forget_content(store, copied.sha256)
    done.packages.append(report)
    done.receipts += len(incoming.receipts) if report["status"] != "repeated" else 0
    if store.role != "village":
        done.answer_to[incoming.sender.device] = incoming.sender


def _blank(path: Path) -> dict[str, Any]:
    return {"path": str(path), "package": None, "from": None, "new": 0, "duplicate": 0, "waiting": 0, "conflicts": 0}


def _sentence(store: st.Store, problem: Exception) -> str:
    if isinstance(problem, Refused):
        return str(problem.seen_by(store.role))
    if isinstance(problem, vetting.FromNewer):
        return str(Refused("newer", store.role))
    return str(Refused("content", store.role)) if isinstance(problem, BadLine) else str(problem)


def _take(store: st.Store, incoming: Incoming, copy: Path, report: dict[str, Any], asked: bool) -> dict[str, Any]:
    sender = incoming.sender
    learn(store, sender, incoming.heirs)
    report |= {"package": incoming.package, "from": sender.region}
    if exchange.already(store, incoming.package, incoming.sha256):
        admission.follow_up(store, incoming)  # the power may have gone right after its lines were in
        return report | {"status": "repeated", "text": f"这个包收过了，没有重复收。（{sender.name}）"}
    take_vouched(store, sender, incoming.extra)
    transactions = admission.admit(store, incoming, asked=asked)
    album = photographs.unpack(store, incoming, copy)
    missing = (*incoming.bad_parts, *album.bad_parts)
    folded = exchange.take_in(store, exchange.Arrival(
        incoming.package, incoming.sha256, sender.device, incoming.header.kind, incoming.receipts, incoming.header.have,
        missing, copy.name), transactions)
    report |= {"new": folded.new, "duplicate": folded.duplicate, "waiting": folded.waiting, "conflicts": folded.conflicts}
    status = "partial" if missing or incoming.harmed else "waiting" if folded.waiting else "applied"
    text = _words(sender, folded.changes, status, missing) + album.words + admission.follow_up(store, incoming, folded)
    photographs.clear(store, incoming)
    return report | {"status": status, "text": text} | ({"missing": list(missing)} if missing else {})


def _words(sender: Card, changes: int, status: str, missing: Sequence[str]) -> str:
    if missing:
        return f"{sender.name}的包坏了一部分，好的已经收下，请让对方再装一次。"
    if status == "partial":
        return f"{sender.name}的包外壳碰坏了，里面的逐份核对过，都收下了。"
    if status == "waiting":
        return f"{sender.name}的包收下了，有几条要等前面的包到了才能并进去。"
    return f"{sender.name}的包收到了，{changes}条改动，一条不少。" if changes else f"{sender.name}的包收到了，带来了回执。"
