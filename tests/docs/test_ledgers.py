"""docs/ledgers.md says what the declarations say; when it does not: python -m tools.coverage --write."""

import re

from models.ledgers import LEDGERS
from tools import coverage

PAGE = coverage.PAGE.read_text(encoding="utf-8")
HOW = "docs/ledgers.md is stale: python -m tools.coverage --write"


def test_the_tables_are_those_of_the_declarations() -> None:
    assert coverage.tables() in PAGE, HOW


def test_every_ledger_answers_for_a_paragraph_or_belongs_to_one_that_does() -> None:
    named = {id for _, ids in coverage.PARAGRAPHS for id in ids.split()}
    assert named <= set(LEDGERS)
    assert {id for id, ledger in LEDGERS.items() if not ledger.__ledger__.system} - named == set()


def test_every_ledger_of_the_menu_has_a_life() -> None:
    without = {id for id, ledger in LEDGERS.items() if not ledger.__ledger__.system} - set(coverage.lives())
    assert without == {"village"}  # there is one, and it lives as long as the office


def test_a_file_that_is_longer_than_it_should_be_says_why() -> None:
    reasons = re.findall(r"[a-z_]+", PAGE[PAGE.index("## Files longer"):])
    unexplained = [id for id, lines in coverage.lengths().items() if lines > coverage.SHORT and id not in reasons]
    assert unexplained == []


def test_every_ledger_is_a_word_of_the_terms_once() -> None:
    rows = [line.split("|")[2] for line in (coverage.ROOT / "resources" / "terms.md").read_text("utf-8").splitlines() if line.startswith("| ")]
    named = [word.strip() for row in rows for word in row.split(",")]
    assert {id: named.count(id) for id, ledger in LEDGERS.items() if not ledger.__ledger__.system and named.count(id) != 1} == {}
