"""What the demo did, to look at first: every figure beside what was to come out, files, times, how to open it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import models.store as st
from models.insight import figures
from models.insight.alerts import alerts
from services.demo.plan import Plan

if TYPE_CHECKING:
    from services.demo.round import Round


def relative(out: Path, package: Mapping[str, Any]) -> dict[str, Any]:
    """A package's report with its path seen from the demo's folder."""
    path = Path(package["path"])
    return {**package, "path": path.relative_to(out).as_posix() if path.is_relative_to(out) else path.name}


def of(out: Path, plan: Plan, made: Round, *, contradicting: bool) -> dict[str, Any]:
    """Everything that index.json holds. Figures come from the township's merged database alone."""
    town = st.on_day(made.township, datetime.combine(plan.demo_date, time(17)))
    told = list(_figures(town, plan, contradicting))
    received = [relative(out, one) for one in made.received["packages"]]
    return {
        "ok": all(one["right"] is not False for one in told) and made.received["ok"],
        "demo_date": plan.demo_date.isoformat(), "password": plan.password, "as_reported": contradicting,
        "participants": _participants(plan, made), "figures": told,
        "contradictions": _contradictions(town, plan) if contradicting else [], "alerts": _alerts(town),
        "imports": made.imports, "returns": made.returns, "packages": made.packages, "received": received,
        "answers": [relative(out, one) for one in made.received["answers"]], "brought_back": made.brought_back,
        "timings": made.timings, "seconds": round(sum(made.timings.values()), 2),
    }  # fmt: skip


def _participants(plan: Plan, made: Round) -> list[dict[str, Any]]:
    operators = {plan.township["region"]: plan.township["operator"]}
    operators |= {one.region: one.operator for one in plan.villages}
    return [
        {"region": region, "role": store.role, "name": store.name, "operator": operators[region], "device": store.device,
         "data": f"data/{region}", "card": f"cards/{region}.card", "untaken": made.untaken.get(region)}
        for region, store in made.stores.items()
    ]  # fmt: skip


def _figures(township: st.Store, plan: Plan, contradicting: bool) -> Iterable[dict[str, Any]]:
    """Every figure, those of the plan beside what they are to be. Wrong is only what the plan itself does not contradict."""
    now = figures.values(township)
    listed = [*plan.expected, *(id for id in now if id not in plan.expected)]
    for name in listed:
        id, _, period = name.partition("@")
        value = figures.value(township, id, period) if period else now[id]
        expected = plan.expected.get(name)
        same = None if expected is None or contradicting else value is not None and Decimal(value) == expected
        figure = figures.FIGURES[id]
        yield {"id": id, "period": period or plan.demo_date.isoformat(), "title": figure.title, "unit": figure.unit,
               "value": figures.shown(value), "expected": None if expected is None else str(expected), "right": same,
               "definition": figure.definition, "source": figure.source}


def _contradictions(township: st.Store, plan: Plan) -> list[dict[str, Any]]:
    """What the report said, and what the ledgers come to."""
    return [
        {"id": name, "said": said["said"], "figure": id, "title": figures.FIGURES[id].title, "reported": str(number),
         "value": figures.shown(figures.value(township, id))}
        for name, said in plan.reported.items() for id, number in said["figures"].items()
    ]  # fmt: skip


def _alerts(township: st.Store) -> list[dict[str, str]]:
    """What the checks say of the whole township."""
    return [{"check": one.check, "severity": one.severity, "title": one.title, "text": one.text} for one in alerts(township, hints=True)]


def write(out: Path, found: Mapping[str, Any]) -> None:
    """index.json for programs, index.md for people."""
    (out / "index.json").write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    (out / "index.md").write_text("\n".join(_page(out.name, found)), encoding="utf-8")


def _page(folder: str, found: Mapping[str, Any]) -> Iterable[str]:
    town, *villages = found["participants"]
    yield f"# {town['name']}：编出来的一个镇\n"
    yield f"人和事都是编的，证件号以999999开头。演示日期{found['demo_date']}，密码{found['password']}，全程{found['seconds']}秒。\n"
    yield "打开窗口看某个村：\n"
    village = f"--data {folder}/{villages[0]['data']}"
    yield f"    .venv/bin/python main.py {village}\n"
    yield "不开窗口也行（Windows 上把 .venv/bin/python 换成 .venv\\Scripts\\python）：\n"
    yield f"    export ZHENXING_PASSWORD={found['password']}"
    for command in ("todo", "figures", "show household --limit 3", "return 2.2 --out 报表", "outbox", "--help"):
        yield f"    .venv/bin/python main.py {village} {command}"
    yield ""
    yield from _table(("谁", "代码", "录入人", "数据", "没带走几条"), (
        (p["name"], p["region"], p["operator"], p["data"], "" if p["untaken"] is None else p["untaken"])
        for p in found["participants"]))
    yield "## 数，从镇里合并后的数据算出\n"
    yield from _table(("编号", "哪一天", "是什么", "算出", "应当", "对不对"), map(_figure_row, found["figures"]))
    if found["contradictions"]:
        yield "## 原件里互相对不上的\n"
        yield from _table(("原件怎么说", "是什么", "报了", "台账里"),
                          ((c["said"], c["title"], c["reported"], c["value"]) for c in found["contradictions"]))
    yield "## 数据核对\n"
    yield from _table(("轻重", "核对什么", "怎么说"), ((a["severity"], a["title"], a["text"]) for a in found["alerts"])
                      if found["alerts"] else [("", "都对得上", "")])
    yield from _work(found)
    yield "## 各步用时（秒）\n"
    yield from _table(("做什么", "秒"), found["timings"].items())


def _figure_row(one: Mapping[str, Any]) -> tuple[Any, ...]:
    right = {True: "对", False: "不对", None: ""}[one["right"]]
    return one["id"], one["period"], one["title"], f"{one['value']}{one['unit']}", one["expected"] or "", right


def _work(found: Mapping[str, Any]) -> Iterable[str]:
    yield "## 导入的Excel\n"
    yield from _table(("文件", "结果"), ((one["path"], one["text"]) for one in found["imports"]))
    yield "导入时指出的格子：\n"
    yield from _table(("文件", "格子", "栏目", "怎么回事"), (
        (one["path"], cell["cell"], cell["heading"], f"{cell['text']}（{cell['severity']}）")
        for one in found["imports"] for cell in one["cells"]))
    yield "## 出的报表\n"
    yield from _table(("表号", "编码", "行数", "文件"),
                      ((one["id"], one["code"], one["rows"], "、".join(one["files"])) for one in found["returns"]))
    yield "## 装的包和镇里的回包\n"
    yield from _table(("包", "给谁", "改动", "字节"),
                      ((one["path"], one["to"], one["changes"], one["bytes"]) for one in found["packages"]))
    yield from _table(("镇里收包", "结果"), ((one["path"], one["text"]) for one in found["received"]))
    yield from _table(("回包", "给谁"), ((one["path"], one["to"]) for one in found["answers"]))


def _table(heads: tuple[str, ...], rows: Iterable[Iterable[Any]]) -> Iterable[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(str(cell) for cell in row)} |"
    yield ""
