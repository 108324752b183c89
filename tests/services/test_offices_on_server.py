"""A township whose database stands on a server: several computers, one name; its keys are sealed there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

import models.store as st
from models.store import incarnation, witness
from models.store.folder import Folder
from services import offices, trust
from tests.postgres import Server

PASSWORD = "试用密码"


@pytest.fixture
def place(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Folder]:
    """A township on the server, closed."""
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    found = Folder(tmp_path / "clerk 1", server.fresh())
    st.create(found, role="township", region="999999104000", name="示范镇", operator="镇干部", password=PASSWORD)[0].close()
    yield found
    server.drop(found.server)


def test_a_second_clerk_s_computer_takes_no_new_name(place: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    second = Folder(tmp_path / "clerk 2", place.server)
    second.make()
    shutil.copy(place.keys, second.keys)
    monkeypatch.setattr(witness, "machine_id", lambda: "m" * 32)
    names = []
    for one in (place, second, place):
        store = st.open_store(one, PASSWORD)
        names.append(store.device)
        assert incarnation.notices(store) == []
        store.close()
    assert len(set(names)) == 1


def test_a_server_set_back_to_an_older_copy_is_noticed(place: Folder, server: Server) -> None:
    store = st.open_store(place, PASSWORD)
    first = store.device
    store.write_witness()
    seen = witness.read(place.witness)
    assert seen is not None
    witness.write(place.witness, witness.Witness(first, {**seen.tips, f"{first} *": (9, "f" * 32)}, seen.machine))
    store.reader.dispose()
    store.writer.dispose()
    again = st.open_store(place, PASSWORD)
    assert again.device != first
    assert len(incarnation.notices(again)) == 1
    again.close()


def test_changed_keys_are_sealed_there_and_read_back(place: Folder) -> None:
    store = st.open_store(place, PASSWORD)
    before = dict(store.identity)
    offices.rotate(store, recovery=True)
    incarnation.mint(store, incarnation.TWIN)
    card = offices.me(store).card()
    with store.reader.connect() as connection:
        kept = [value for (value,) in connection.execute(text("SELECT value FROM sync_self"))]
    everything = " ".join(kept)
    assert "AGE-SECRET-KEY" not in everything
    assert before["sign_seed"] not in everything and store.identity["sign_seed"] not in everything
    store.close()
    again = st.open_store(place, PASSWORD)
    assert offices.me(again).card() == card
    assert trust.recovery_secrets(again)[1:] == [before["recovery_secret"]]
    assert trust.earlier_cards(again)[0].device == before["device"]
    again.close()
