"""Receiving: each package by itself, applied once however often it comes; a bad one never stops the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import models.store as st
from models.kernel import Circumstance
from models.store import exchange, vetting
from models.store.journal.lines import BadLine
from services import admission
from services.offices import learn, me, take_vouched, trusted
from services.packing import pack_for
from services.trust import barred, recovery_secrets
from sync.cards import Card
from sync.reader import Incoming, open_package
from sync.refusal import Refused

Progress = Callable[[int, int, str], None]
SUFFIX = ".gbp"


def receive(store: st.Store, paths: Sequence[Path], out: Path | None = None, progress: Progress | None = None) -> dict[str, Any]:
    """Take packages in from files and folders, then write the answers. The result is commands.md's `receive`."""
    found, receipts, answered = [], 0, {}
    files = list(_files(paths))
    for n, path in enumerate(files):
        if progress:
            progress(n, len(files), f"正在收第{n + 1}个包")
        one, sender, taken = _one(store, path)
        found.append(one)
        receipts += taken
        if sender is not None and store.role != "village":
            answered[sender.device] = sender
    answers = [made for card in answered.values() if (made := _answer(store, card, out))]
    return {"ok": all(one["status"] in ("applied", "repeated", "waiting") for one in found), "packages": found,
            "answers": answers, "receipts": receipts}


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(path.glob(f"*{SUFFIX}"))
        else:
            yield path


def _answer(store: st.Store, card: Card, out: Path | None) -> dict[str, Any] | None:
    made = pack_for(store, card, out or store.folder.outbox, kind="down", answer=True)
    return {"path": made["path"], "to": made["to"]} if made else None


def _one(store: st.Store, path: Path, asked: bool = False) -> tuple[dict[str, Any], Card | None, int]:
    report: dict[str, Any] = {"path": str(path), "package": None, "from": None, "new": 0, "duplicate": 0, "waiting": 0,
                              "conflicts": 0}
    try:
        incoming = open_package(path, me(store), trusted(store), recovery_secrets(store), barred(store))
        return _take(store, incoming, report, asked)
    except Refused as refused:
        return report | {"status": "quarantined", "text": str(refused.seen_by(store.role))}, None, 0
    except vetting.FromNewer:
        return report | {"status": "quarantined", "text": str(Refused("newer", store.role))}, None, 0
    except BadLine:
        return report | {"status": "quarantined", "text": str(Refused("content", store.role))}, None, 0
    except Circumstance as problem:
        return report | {"status": "quarantined", "text": str(problem)}, None, 0


def _take(
    store: st.Store, incoming: Incoming, report: dict[str, Any], asked: bool
) -> tuple[dict[str, Any], Card | None, int]:
    sender = incoming.sender
    learn(store, sender, incoming.heirs)
    report |= {"package": incoming.package, "from": sender.region}
    if exchange.already(store, incoming.package, incoming.sha256):
        return report | {"status": "repeated", "text": f"这个包收过了，没有重复收。（{sender.name}）"}, sender, 0
    take_vouched(store, sender, incoming.extra)
    transactions = admission.admit(store, incoming, asked=asked)
    folded = exchange.take_in(store, exchange.Arrival(
        incoming.package, incoming.sha256, sender.device, incoming.header.kind, incoming.receipts, incoming.header.have,
        incoming.bad_parts), transactions)
    report |= {"new": folded.new, "duplicate": folded.duplicate, "waiting": folded.waiting, "conflicts": folded.conflicts}
    status = "partial" if incoming.bad_parts else "waiting" if folded.waiting else "applied"
    text = _words(sender, folded.changes, status) + admission.follow_up(store, incoming, folded)
    return report | {"status": status, "text": text}, sender, len(incoming.receipts)


def _words(sender: Card, changes: int, status: str) -> str:
    if status == "partial":
        return f"{sender.name}的包坏了一部分，好的已经收下，请让对方再装一次。"
    if status == "waiting":
        return f"{sender.name}的包收下了，有几条要等前面的包到了才能并进去。"
    return f"{sender.name}的包收到了，{changes}条改动，一条不少。" if changes else f"{sender.name}的包收到了，带来了回执。"
