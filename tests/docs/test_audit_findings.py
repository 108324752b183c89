"""docs/audit-findings.md says what the checks say of themselves; when it does not: python -m tools.audit_table --write."""

from models.codes.check_words import check_words
from tools import audit_table

ITEMS = [item for _, items in audit_table.documents().values() for item in items]


def test_the_page_is_made_from_the_words_of_the_checks() -> None:
    page = audit_table.PAGE.read_text(encoding="utf-8")
    assert audit_table.table() in page, "docs/audit-findings.md is stale: python -m tools.audit_table --write"


def test_twelve_and_fifteen_items_each_seen_by_a_check_or_said_why_not() -> None:
    assert [len(items) for _, items in audit_table.documents().values()] == [12, 15]
    assert [item.id for item in ITEMS if not audit_table.covering(item.id) and not item.unseen] == []


def test_a_check_names_only_items_that_there_are() -> None:
    known = {item.id for item in ITEMS}
    assert {key: words.findings for key, words in check_words().items() if not known.issuperset(words.findings)} == {}
