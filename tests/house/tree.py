"""The files that the house's own rules are held against, and their parsed source."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXEMPT_FROM_SIZE = ("tests/", "models/migrations/")


@cache
def tracked() -> tuple[str, ...]:
    """Paths under version control that are still there, relative to the top, with forward slashes."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return tuple(path for path in listed.decode().split("\0") if path and (ROOT / path).is_file())


def python_files(*, exempt: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Tracked Python files outside the exempted folders."""
    return tuple(path for path in tracked() if path.endswith(".py") and not path.startswith(exempt))


@cache
def text_of(path: str) -> str:
    """A file's text; what is not text (a picture, a workbook) reads as nothing."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@cache
def tree_of(path: str) -> ast.Module:
    """The parsed source."""
    return ast.parse(text_of(path), filename=path)


@cache
def nodes_of(path: str) -> tuple[ast.AST, ...]:
    """Every node of the parsed source, its parents before it."""
    return tuple(ast.walk(tree_of(path)))


def definitions(path: str, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
    """Every node of the given kinds in a file, nested ones too."""
    return (node for node in nodes_of(path) if isinstance(node, kinds))


def lines_with(words: tuple[str, ...], paths: tuple[str, ...]) -> list[str]:
    """`path:line: text` for each line that holds one of the words."""
    return [
        f"{path}:{number}: {line.strip()[:120]}"
        for path in paths
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if any(word in line for word in words)
    ]
