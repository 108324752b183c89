"""What every test stands on: no screen, nothing of the person at this machine, the same examples everywhere."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from models.store import engine
from models.store.folder import Folder
from tests import founding
from tests.postgres import MISSING, Keeping, Server, running

# Before anything imports Qt: the choice of platform is read once.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

# Two slow cores and encrypted files: time limits per example would fail at random, so there are none; the examples are
# the same on every run, and `HYPOTHESIS_PROFILE=search` looks for new ones.
_calm = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]}
settings.register_profile("same", derandomize=True, max_examples=50, **_calm)
settings.register_profile("search", max_examples=1000, print_blob=True, **_calm)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

ROOT = Path(__file__).resolve().parent.parent


def pytest_collection_finish() -> None:
    """What was read to get here stays for the whole run: nobody need look through it again for what has gone."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="module")
def _looked_through_once() -> Iterator[None]:
    """What a module leaves behind is caches: whoever collects rubbish after it need not walk them again and again."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's top folder."""
    return ROOT


@pytest.fixture(autouse=True)
def _nobody_at_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test sees, or writes to, what the person at this machine has set or kept."""
    for name in [name for name in os.environ if name.startswith("ZHENXING_")]:
        monkeypatch.delenv(name)
    home = tmp_path_factory.getbasetemp() / "home"
    home.mkdir(exist_ok=True)
    # Python and platformdirs read these for the home, data and settings folders on Linux and on Windows.
    folders = "HOME USERPROFILE APPDATA LOCALAPPDATA XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME"
    for name in folders.split():
        monkeypatch.setenv(name, str(home))


@pytest.fixture(autouse=True)
def _founded_quickly(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """New folders begin as copies of one, but where the founding itself, its keys or its faults are what is tried."""
    if request.node.get_closest_marker("founding") is None and "faults" not in request.path.parts:
        place = tmp_path_factory.getbasetemp() / "founding"
        place.mkdir(exist_ok=True)
        founding.quickly(monkeypatch, place)


@pytest.fixture(autouse=True)
def _nobody_pulls_the_plug(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting for the disk proves nothing where no power fails: how the store writes is tried in `store` and `faults`."""
    if not {"store", "faults"} & set(request.path.parts):
        monkeypatch.setattr(os, "fsync", lambda handle: None)
        monkeypatch.setattr(engine, "_WRITER", (*engine._WRITER, "PRAGMA synchronous=OFF"))


_ON_BOTH = ("test_journal", "test_records", "test_undo", "test_upgrade", "test_exchange", "test_sync", "test_clock", "test_lean")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Whoever asks where to keep a store is asked twice, unless the test says that only a file will do."""
    if "keeping" in metafunc.fixturenames:
        file_only = metafunc.definition.get_closest_marker("file_only")
        # What the two databases could do differently runs on both; with SERVER_WHOLE set, everything does.
        both = os.environ.get("SERVER_WHOLE") or metafunc.module.__name__.rpartition(".")[2] in _ON_BOTH
        metafunc.parametrize("keeping", ["file", "server"] if both and not file_only else ["file"], indirect=True)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A database server for this worker of the run."""
    if MISSING:
        pytest.skip(MISSING)
    with running() as started:
        yield started


@pytest.fixture
def keeping(request: pytest.FixtureRequest) -> Iterator[Keeping]:
    """Turns a folder into the place of a new store: the folder itself, or a database with that folder beside it."""
    if request.param == "file":
        yield lambda folder: folder
        return
    there: Server = request.getfixturevalue("server")
    made: list[str] = []
    whole = request.node.get_closest_marker("founding") is not None

    def place(folder: Path) -> Folder:
        made.append(there.fresh() if whole else there.copy(founding.lay))
        if not whole:
            founding.LAID.add(made[-1])
        return Folder(folder, made[-1])

    yield place
    for address in made:
        there.drop(address)
