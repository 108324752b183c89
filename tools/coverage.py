"""`python -m tools.coverage`: which ledger answers for which paragraph of the source documents, and what each one holds.

`--write` puts the tables into docs/ledgers.md, between its marks; a test compares them, so that the page cannot go stale.
The test that walks a ledger's life is the one marked `life` with its id.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from models.kernel import Ledger
from models.ledgers import GROUPS, LEDGERS

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "ledgers.md"
BEGIN, END = "<!-- tables: python -m tools.coverage --write -->", "<!-- end of tables -->"
SHORT = 60
_STANDING = ("state", "step", "residence", "use", "course", "attendance", "decision")  # lists that say where a row stands

# What the five documents (000 to 004) speak of, and the ledgers that keep it.
PARAGRAPHS: tuple[tuple[str, str], ...] = (
    ("000 二(一)1 驻村思路、业务不熟；001-1；004 驻村", "attendance training meeting visit"),
    ("000 二(二)1；001-7/8/9；002(一)4、(二)1/5/7；004 产业", "industry_subsidy benefit_link land_lease enterprise sale tech_service"),
    ("000 二(二)2、三(二)；001-3；002(二)4；003 稳岗；004 就业", "job job_check job_intent vacancy post post_holder post_attendance travel_subsidy "
     "training"),
    ("000 二(二)3 劳动力老龄化、人才", "talent training person"),
    ("000 二(二)4 改厕、三(三)；001-13；002(三)3；003 厕所；004 厕所", "toilet toilet_fault toilet_care"),
    ("000 二(二)4 用电；002(三)2", "project project_progress project_beneficiary household"),
    ("000 二(三)；001-6/15；002(二)3；003；004 小额信贷", "loan loan_check loan_repayment loan_extension"),
    ("000 二(四)；001-10；002(五)6-9；004 资产", "asset asset_inspection asset_revenue collective_income"),
    ("000 三(一)；001-14；002(一)1；003；004 监测", "monitoring monitoring_step support comparison event event_household visit finding income "
     "medical_bill"),
    ("000 三(四)；001-10/11；002(五)1-4 项目", "project project_progress project_notice project_beneficiary project_wage"),
    ("000 四(三)；001 三(三)；003 三；004 整改", "problem measure measure_progress inspection"),
    ("001-2 明白卡、帮扶责任人、12317", "helper visit appeal handout"),
    ("001-4；002(一)2 健康、教育、住房、饮水、兜底", "schooling insurance illness chronic_card housing_check water_source water_check welfare"),
    ("001-12；002(三)4-6；003 环境；004", "environment_issue environment_action"),
    ("002(一)3 易地搬迁", "household job"),
    ("002(四) 遍访、积分制、清单制", "visit points handout"),
    ("003 全文；各文：月报、工作总结", "village household person partner_unit target parameter"),
)


def fields_of(ledger: type[Ledger]) -> str:
    """所有栏，其中必填。"""
    fields = ledger.__fields__.values()
    return f"{len(fields)}（必填 {sum(bool(field.required) for field in fields)}）"


def states_of(ledger: type[Ledger]) -> int:
    """How many states a row can be in, by the list that says where it stands; 不清楚 is none."""
    for name in _STANDING:
        field = ledger.__fields__.get(name)
        if field is not None and field.kind.name == "code":
            return sum(code != "unknown" for code, _ in field.kind.codes.items)
    return 0


def lives() -> dict[str, tuple[str, str]]:
    """For each ledger the file and the test that walks its life: the one whose mark names it first, else any that names it."""
    found: dict[str, tuple[int, str, str]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        for test, ids in _marked(text) if "mark.life" in text else ():
            for at, id in enumerate(ids):
                found[id] = min(found.get(id, (99, "", "")), (at, path.relative_to(ROOT).as_posix(), test))
    return {id: (path, test) for id, (_, path, test) in found.items()}


def _marked(text: str) -> Iterator[tuple[str, list[str]]]:
    for node in ast.walk(ast.parse(text)):
        for mark in node.decorator_list if isinstance(node, ast.FunctionDef) else ():
            if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.life":
                yield node.name, [str(ast.literal_eval(one)) for one in mark.args]


def lengths() -> dict[str, int]:
    """Lines of each declared file."""
    return {id: len((ROOT / "models" / "ledgers" / f"{id}.py").read_text(encoding="utf-8").splitlines()) for id in LEDGERS}


def tables() -> str:
    """Both tables as they stand in the page."""
    walked = lives()
    lines = ["| 文件里讲的 | 记在哪几本台账 |", "|---|---|"]
    lines += [f"| {words} | {'、'.join(LEDGERS[id].__ledger__.title for id in ids.split())} |" for words, ids in PARAGRAPHS]
    lines += ["", "| 组 | 台账 | id | 栏 | 规则 | 状态 | 走完一生的测试 |", "|---|---|---|---|---|---|---|"]
    for group, ids in GROUPS.items():
        for id in ids:
            path, test = walked.get(id, ("", ""))
            spec, life = LEDGERS[id].__ledger__, f"`{path}` `{test}()`" if test else ""
            cells = (group, spec.title, id, fields_of(LEDGERS[id]), len(spec.rules), states_of(LEDGERS[id]) or "", life)
            lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def main(words: list[str]) -> int:
    """Print the tables and the lengths; with --write renew the page."""
    if "--write" in words:
        page = PAGE.read_text(encoding="utf-8")
        before, after = page[:page.index(BEGIN)], page[page.index(END):]
        PAGE.write_text(f"{before}{BEGIN}\n\n{tables()}\n\n{after}", encoding="utf-8")
    counted = lengths()
    print(tables())
    print()
    longest = sorted(counted, key=lambda id: -counted[id])
    print(f"{len(counted)} ledgers; lines: median {median(counted.values()):.0f}, longest {counted[longest[0]]} ({longest[0]}); "
          f"longer than {SHORT}: {', '.join(f'{id} {counted[id]}' for id in longest if counted[id] > SHORT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
