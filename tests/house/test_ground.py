"""What README promises is there: its commands, its files, and locks that pin everything without naming an index."""

import re
import subprocess
import sys

import pytest

from main import window_options
from tests.house.tree import ROOT, text_of, tracked

LOCKS = ("requirements.lock", "requirements-test.lock")
ASKED_FOR = {"setup", "run", "demo", "test", "bench", "lint", "pictures", "revision"}


def _targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))


def test_every_make_command_in_the_readme_exists() -> None:
    named = set(re.findall(r"`make ([a-z]+)", text_of("README.md")))
    assert {"demo", "test"} <= named <= _targets()


def test_the_makefile_has_every_job_of_the_house() -> None:
    assert _targets() >= ASKED_FOR


@pytest.mark.parametrize("job", sorted(ASKED_FOR - {"setup"}))
def test_every_job_sets_up_by_itself(job: str) -> None:
    assert re.search(rf"^{job}:.*\$\(READY\)", text_of("Makefile"), re.MULTILINE)


def test_folders_named_in_the_readme_are_there() -> None:
    named = re.findall(r"^    ([a-z]+)/", text_of("README.md"), re.MULTILINE)
    assert named
    assert [folder for folder in named if not any(path.startswith(f"{folder}/") for path in tracked())] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    assert re.findall(r"https?:|--(?:extra-)?index-url|--find-links|file:", text_of(lock)) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_library_with_hashes(lock: str) -> None:
    joined = text_of(lock).replace("\\\n", " ")
    libraries = [line for line in joined.splitlines() if line and not line.lstrip().startswith("#")]
    assert libraries
    assert [line for line in libraries if not re.match(r"[a-z0-9.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)] == []


def test_both_locks_hold_what_their_lists_ask_for() -> None:
    for lock in LOCKS:
        asked = re.findall(r"^[a-z].*==\S+", text_of(lock.replace(".lock", ".in")), re.MULTILINE)
        assert [line for line in asked if f"{line} \\\n" not in text_of(lock)] == []


def test_both_locks_agree_on_the_libraries_they_share() -> None:
    one, other = ({line.split("==")[0]: line for line in text_of(lock).splitlines() if "==" in line} for lock in LOCKS)
    assert {name for name in one.keys() & other.keys() if one[name] != other[name]} == set()


@pytest.mark.parametrize(
    ("words", "opening"),
    [
        ([], {}),
        (["--data", "somewhere"], {"data": "somewhere"}),
        (["--data=somewhere", "--operator", "甲"], {"data": "somewhere", "operator": "甲"}),
        (["version"], None),
        (["--data", "somewhere", "todo"], None),
        (["--help"], None),
        (["--data"], None),
    ],
)
def test_the_window_opens_unless_a_command_is_named(words: list[str], opening: dict[str, str] | None) -> None:
    assert window_options(words) == opening


def test_the_front_door_loads_neither_qt_nor_the_command_line() -> None:
    program = "import main, sys; sys.exit(bool({'PySide6', 'typer', 'rich', 'sqlalchemy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


def test_shell_scripts_are_well_formed() -> None:
    scripts = [path for path in tracked() if path.endswith(".sh")]
    assert [path for path in scripts if subprocess.run(["sh", "-n", str(ROOT / path)], check=False).returncode] == []
    assert subprocess.run(["bash", "-n", str(ROOT / ".ci/run")], check=False).returncode == 0
