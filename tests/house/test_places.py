"""What may stand where: no registry's address, no path of one machine, no reported figure, dialect or stray picture."""

import ast
import io
import re
import subprocess
import sys
import tokenize

from tests.house.tree import ROOT, definitions, lines_with, python_files, text_of, tracked

THIS = "tests/house/test_places.py"
TEXTS = tuple(path for path in tracked() if path != THIS and not path.endswith(".svg"))

REGISTRIES = (
    "pypi.org", "pythonhosted.org", "deb.debian.org", "debian.org/debian", "registry.npmjs", "proxy.golang.org",
    "crates.io", "mirrors.", "tuna.tsinghua", "files.pythonhosted",
)
MACHINE_PATHS = ("/home/", "/root/", "/work/", "/opt/wheels", "C:\\Users\\", "\\\\Users\\\\")

DIALECT_FILES = ("models/store/engine.py", "models/store/journal/triggers.py")
DIALECT = re.compile(r"sqlite|postgres|psycopg", re.IGNORECASE)


def test_no_file_names_the_host_of_a_package_registry() -> None:
    assert lines_with(REGISTRIES, TEXTS) == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert lines_with(MACHINE_PATHS, TEXTS) == []


def test_figures_of_the_source_documents_stand_only_in_the_demo_and_in_tests() -> None:
    kept_out = [":!*.lock", ":!*.svg", ":!tests", ":!services/demo", ":!resources/demo"]
    search = ["git", "grep", "-nIwE", r"822|2,?259|220,?000", "--", ".", *kept_out]
    found = subprocess.run(search, cwd=ROOT, capture_output=True, check=False)
    assert found.stdout.decode() == ""


def test_pictures_are_kept_only_in_the_manual() -> None:
    assert [path for path in tracked() if path.endswith(".png") and not path.startswith("docs/pictures/")] == []


def test_the_database_s_dialect_is_named_only_where_the_engine_and_the_triggers_are_made() -> None:
    elsewhere = python_files(exempt=("tests/", "models/migrations/", *DIALECT_FILES))
    assert [where for path in elsewhere if DIALECT.search(text_of(path)) for where in _dialect_words(path)] == []


def _dialect_words(path: str) -> list[str]:
    """Names and texts of the code that name a dialect; prose (comments, docstrings) may."""
    found = []
    begins_line = True
    for token in tokenize.generate_tokens(io.StringIO(text_of(path)).readline):
        prose = token.type == tokenize.COMMENT or (token.type == tokenize.STRING and begins_line)
        if not prose and DIALECT.search(token.string):
            found.append(f"{path}:{token.start[0]}: {token.string[:80]}")
        begins_line = token.type in (tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING)
    return found


def test_policy_arithmetic_imports_the_standard_library_alone() -> None:
    allowed = sys.stdlib_module_names
    foreign = [
        f"{path}: {name}"
        for path in python_files()
        if path.startswith("models/rules/")
        for name in _imported(path)
        if name.partition(".")[0] not in allowed and not name.startswith("models.rules")
    ]
    assert foreign == []


def _imported(path: str) -> list[str]:
    """Dotted names of what a file imports; a relative import stays in its own package and is left out."""
    plain = [alias.name for node in definitions(path, ast.Import) for alias in node.names]
    return plain + [node.module for node in definitions(path, ast.ImportFrom) if node.level == 0]
