"""A number has one definition: whoever adds up fields of records outside models.insight stands here with a reason."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.kernel import stored_fields
from models.ledgers import LEDGERS

ROOT = Path(__file__).resolve().parents[2]
SEARCHED = ("reports", "services", "gui", "commands")
ADDERS = {"sum", "fsum", "Counter", "len", "count", "total"}
READERS = {"find", "uids", "by_uids", "all", "rows"}
FIELDS = {field.name for ledger in LEDGERS.values() if not ledger.__ledger__.system for field in stored_fields(ledger)}

ALLOWED = {
    "reports/returns/belongings.py": "how many photos one record has, in that record's own cell",
    "reports/returns/jobs.py": "小计 of the rows that stand on that page; its note says the figures",
    "reports/returns/loans.py": "what was paid back of one loan, in that loan's own cell",
    "reports/returns/words.py": "who lives in one household, in that household's own cell",
    "commands/records.py": "how many rows there are to page through",
    "reports/returns/book.py": "to read them some hundred at a time",
    "services/exporting.py": "how many rows were written into that workbook",
    "services/known_headings.py": "how many headings were just forgotten",
    "services/township.py": "whether what was typed fits one household only",
    "gui/forms/child_rows.py": "the rows that stand below that heading",
    "gui/pages/sync_work.py": "packages, not records",
    "gui/pages/ledger_filters.py": "the foot of a table: what is seen there just now, whatever was filtered",
    "gui/pages/ledger_page.py": "whether a ledger is short enough to be read at once",
}


def _adding(source: str) -> Iterator[tuple[int, str]]:
    """What adds up or counts something read out of a record's field, or rows just asked of the store, in whatever guise."""
    tree = ast.parse(source)
    asked = {id(node) for function in ast.walk(tree) if isinstance(function, ast.FunctionDef) for node in _counted_later(function)}
    for node in ast.walk(tree):
        if isinstance(node, ast.AugAssign) and _adds_a_field(node):
            yield node.lineno, ast.unparse(node)
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        of_store = isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) in ("st", "query", "store")
        adds = name in ("sum", "fsum", "Counter", "reduce") and (_reads_a_field(node) or _loops_over_rows(node.args[0]))
        counts = name == "len" and (_reads_rows(node.args[0]) or _loops_over_rows(node.args[0]) or id(node) in asked)
        if adds or counts or (of_store and name in ("count", "total")):
            yield node.lineno, ast.unparse(node)


def _adds_a_field(node: ast.AugAssign) -> bool:
    """total += row["amount"]; a list that grows is no total."""
    return isinstance(node.op, ast.Add) and not isinstance(node.value, ast.List | ast.ListComp | ast.Tuple) and _reads_a_field(node.value)


def _counted_later(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """len(found) after found = st.find(...)."""
    names = {target.id for node in ast.walk(function) if isinstance(node, ast.Assign) and (_reads_rows(node.value) or _loops_over_rows(node.value))
             for target in node.targets if isinstance(target, ast.Name)}  # fmt: skip
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "len" and isinstance(node.args[0], ast.Name) and node.args[0].id in names:
            yield node


def _loops_over_rows(node: ast.AST) -> bool:
    """[... for row in st.find(...)], with or without a list or a set around it."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("list", "set", "tuple", "sorted") and node.args:
        return _reads_rows(node.args[0]) or _loops_over_rows(node.args[0])
    loops = isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp)
    return loops and any(_reads_rows(part.iter) or _loops_over_rows(part.iter) for part in node.generators)


def _reads_rows(node: ast.AST) -> bool:
    return (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READERS
            and ast.unparse(node.func.value) in ("st", "query", "book", "reader"))  # fmt: skip


def _reads_a_field(call: ast.AST) -> bool:
    for node in ast.walk(call):
        if isinstance(node, ast.Subscript) and _names_a_field(node):
            return True
        asks = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get" and node.args
        if asks and isinstance(node.args[0], ast.Constant) and node.args[0].value in FIELDS:
            return True
    return False


def _names_a_field(node: ast.Subscript) -> bool:
    if isinstance(node.slice, ast.Constant):
        return node.slice.value in FIELDS
    of_row = isinstance(node.value, ast.Name) or getattr(node.value, "attr", "") == "values"
    return of_row and isinstance(node.slice, ast.Name)


def _elsewhere() -> Iterator[str]:
    for path in sorted(path for folder in SEARCHED for path in (ROOT / folder).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not any(name == one or name.startswith(f"{one}/") for one in ALLOWED):
            yield from (f"{name}:{line}: {told}" for line, told in _adding(path.read_text(encoding="utf-8")))


def test_nothing_outside_insight_computes_a_total_of_its_own() -> None:
    assert list(_elsewhere()) == []


@pytest.mark.parametrize("wrong", [
    "sum(row['amount'] for row in rows)", "sum(row.values[name] for row in rows)", "Counter(row['type'] for row in rows)",
    "len(st.find(store, 'household'))", "st.count(store, 'toilet')", "st.total(store, 'loan', 'amount')",
    "sum(1 for row in rows if row.get('residence') == 'away')", "sum(1 for row in st.find(store, 'toilet'))",
    "len([row for row in st.find(store, 'toilet') if row.uid in new])", "len(set(st.uids(store, 'toilet')))",
    "def f():\n    total = 0\n    for row in rows:\n        total += row['amount']", "reduce(add, (row['amount'] for row in rows))",
    "def f():\n    found = st.find(store, 'toilet')\n    return len(found)",
])  # fmt: skip
def test_one_that_does_is_found(wrong: str) -> None:
    assert list(_adding(wrong))


def test_every_exception_still_has_its_reason() -> None:
    for name in ALLOWED:
        path = ROOT / name
        files = [path] if path.is_file() else sorted(path.rglob("*.py"))
        assert any(list(_adding(file.read_text(encoding="utf-8"))) for file in files), name
