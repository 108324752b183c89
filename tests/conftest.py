"""What every test stands on: no screen, nothing of the person at this machine, the same examples everywhere."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before anything imports Qt: the choice of platform is read once.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

# Two slow cores and encrypted files: time limits per example would fail at random, so there are none; the examples are
# the same on every run, and `HYPOTHESIS_PROFILE=search` looks for new ones.
_calm = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]}
settings.register_profile("same", derandomize=True, max_examples=50, **_calm)
settings.register_profile("search", max_examples=1000, print_blob=True, **_calm)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

ROOT = Path(__file__).resolve().parent.parent


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
