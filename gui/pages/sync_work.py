"""What the buttons of 上报接收 do, on a worker: plain calls of services, plain results."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.kernel import UserMistake

if TYPE_CHECKING:
    from gui.background import Task
    from models.store import Store

Progress = Callable[[int, int, str], None]

STATUS = {
    "applied": ("收下了", "accent"),
    "repeated": ("以前收过", "muted"),
    "waiting": ("收下，等前面的", "warning"),
    "partial": ("收下一部分", "warning"),
    "quarantined": ("暂存，没收进来", "danger"),
}
SAFE = "U盘可以拔了。"


def pack(store: Store, folder: Path, progress: Progress) -> dict[str, Any]:
    """Onto the stick."""
    from services import packing

    return packing.pack(store, folder, progress)


def packed_words(packages: Sequence[Mapping[str, Any]]) -> str:
    """装好了，12 条改动，读回来核对过：第3包。U盘可以拔了。 Said only after the read-back."""
    count = sum(one["changes"] for one in packages)
    names = "、".join(numbered(one["package"]) for one in packages[:3]) + ("等" if len(packages) > 3 else "")
    photos, left = (sum(one.get(key, 0) for one in packages) for key in ("photos", "photos_left"))
    more = f"照片带了 {photos} 张" + (f"，还有 {left} 张下次带。" if left else "。") if photos else ""
    return f"装好了，{count} 条改动，读回来核对过：{names}。{more}{SAFE}"


def receive(store: Store, paths: list[Path], progress: Progress) -> dict[str, Any]:
    """Off the stick; the answer goes beside what was read."""
    from services import receiving

    folder = paths[0] if paths[0].is_dir() else paths[0].parent
    return receiving.receive(store, paths, folder, progress)


def month_reports(store: Store, folder: Path, task: Task) -> tuple[int, Path, list[str]]:
    """What the township asks for each month, for the running period, into a folder of its own; what may not go out yet is said."""
    from services import returning

    out = folder / f"报表-{store.name}-{store.today():%Y-%m}"
    wanted = returning.monthly(store)
    count, warnings = 0, list[str]()
    for number, declared in enumerate(wanted):
        task.report(number, len(wanted), f"正在出《{declared.title}》")
        try:
            made = returning.make(store, declared.id)
        except UserMistake as why:
            warnings.append(f"《{declared.title}》没有出：{why}")
            continue
        if made.files:
            out.mkdir(parents=True, exist_ok=True)
            count += len(returning.save(made, out))
            warnings += [f"《{made.title}》{text}" for text in made.warnings]
    return count, out, warnings


def pair(store: Store, path: Path) -> dict[str, Any]:
    """Trust another office's card."""
    from services import offices

    return offices.pair(store, path)


def pair_code(store: Store, text: str) -> dict[str, Any]:
    """Trust an office by the code that it read to us."""
    from services import offices

    return offices.pair_code(store, text)


def card(store: Store, path: Path) -> Path:
    """This office's card into a file."""
    from services import offices

    offices.identity(store, path)
    return path


def numbered(package: str) -> str:
    """第3包: what two people say on the phone; the whole id is told by the tooltip."""
    tail = package.rpartition("-")[2]
    return f"第{int(tail)}包" if tail.isdecimal() else package
