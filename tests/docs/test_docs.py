"""The pages of docs name only files, functions and pictures that are there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT, tracked

PAGES = sorted(path for path in tracked() if path.startswith("docs/") and path.endswith(".md"))
QUOTED = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"[a-z_]+(?:/[\w.-]+)+|[\w-]+\.(?:py|toml|md)")
CALL = re.compile(r"([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?)\(\)")
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")


def quoted(page: str) -> Iterator[str]:
    """What stands in backticks, in the order of reading."""
    return (found[1] for found in QUOTED.finditer((ROOT / page).read_text(encoding="utf-8")))


def defined(path: str) -> set[str]:
    """Functions, classes and Class.method of a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    found = {node.name for node in ast.walk(tree) if isinstance(node, kinds)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{part.name}" for part in node.body if isinstance(part, kinds)}
    return found


def test_there_are_pages_to_hold() -> None:
    assert "docs/tour.md" in PAGES


@pytest.mark.parametrize("page", PAGES)
def test_every_file_named_in_a_page_is_there(page: str) -> None:
    named = [text for text in quoted(page) if PATH.fullmatch(text)]
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_function_named_in_a_page_stands_in_the_file_named_before_it(page: str) -> None:
    missing, path = [], ""
    for text in quoted(page):
        if PATH.fullmatch(text):
            path = text
        elif (call := CALL.fullmatch(text)) and call[1] not in defined(path):
            missing.append(f"{path}: {text}")
    assert missing == []


def test_the_tour_names_enough_to_be_a_tour() -> None:
    names = list(quoted("docs/tour.md"))
    assert sum(bool(PATH.fullmatch(text)) for text in names) > 30
    assert sum(bool(CALL.fullmatch(text)) for text in names) > 30


@pytest.mark.parametrize("page", [*PAGES, "README.md"])
def test_every_picture_of_a_page_is_there(page: str) -> None:
    folder = (ROOT / page).parent
    named = PICTURE.findall((ROOT / page).read_text(encoding="utf-8"))
    assert [path for path in named if not Path(folder / path).is_file()] == []


@pytest.mark.parametrize("page", [path for path in PAGES if "/decisions/" in path])
def test_a_decision_is_dated_and_short(page: str) -> None:
    assert re.fullmatch(r"docs/decisions/\d{4}-\d\d-\d\d-[a-z-]+\.md", page)
    assert len((ROOT / page).read_text(encoding="utf-8").splitlines()) <= 60
