"""Small pieces: a file is read in one sitting, a function without scrolling, and each says why it exists."""

import ast

import pytest

from tests.house.tree import EXEMPT_FROM_SIZE, definitions, python_files, text_of, tree_of

MOST_LINES_IN_A_FILE = 300
MOST_LINES_IN_A_FUNCTION = 50


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    lengths = {path: len(text_of(path).splitlines()) for path in python_files(exempt=EXEMPT_FROM_SIZE)}
    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES_IN_A_FILE} == {}


def test_no_function_is_longer_than_fifty_lines() -> None:
    too_long = [
        f"{path}:{node.lineno} {node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for path in python_files(exempt=EXEMPT_FROM_SIZE)
        for node in definitions(path, ast.FunctionDef, ast.AsyncFunctionDef)
        if node.end_lineno - node.lineno + 1 > MOST_LINES_IN_A_FUNCTION
    ]
    assert too_long == []


def test_every_file_says_why_it_exists() -> None:
    silent = [path for path in python_files(exempt=("models/migrations/versions/",)) if text_of(path).strip()]
    assert [path for path in silent if not ast.get_docstring(tree_of(path))] == []


def test_every_package_says_why_it_exists() -> None:
    packages = [path for path in python_files(exempt=("tests/",)) if path.endswith("__init__.py")]
    assert [path for path in packages if not ast.get_docstring(tree_of(path))] == []


def test_every_class_says_why_it_exists() -> None:
    silent = [
        f"{path}:{node.lineno} {node.name}"
        for path in python_files(exempt=("tests/", "models/migrations/versions/"))
        for node in definitions(path, ast.ClassDef)
        if not ast.get_docstring(node)
    ]
    assert silent == []


@pytest.mark.parametrize("door", ["main.py"])
def test_the_front_door_is_forty_lines_or_fewer(door: str) -> None:
    assert len(text_of(door).splitlines()) <= 40
