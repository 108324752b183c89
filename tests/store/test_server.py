"""A store on a server: what is different there, and what goes wrong there, each with its one sentence."""

import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

import models.store as st
from models.kernel import CannotOpen, Circumstance
from models.ledgers import LEDGERS
from models.store import backup, engine, identity
from models.store.folder import Folder, place_of
from models.store.journal import tables as t
from models.store.journal import triggers
from models.store.journal.fold import tables_of
from models.store.unit import writing
from tests.postgres import Server

PASSWORD = "试用密码"


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")


@pytest.fixture
def address(server: Server) -> Iterator[str]:
    """An empty database."""
    made = server.fresh()
    yield made
    server.drop(made)


def township(folder: Path, address: str) -> st.Store:
    return st.create(Folder(folder, address), role="township", region="999999104000", name="示范镇", operator="镇专干",
                     password=PASSWORD, today=date(2025, 7, 22))[0]


@pytest.fixture
def town(tmp_path: Path, address: str) -> Iterator[st.Store]:
    """A township on a server."""
    opened = township(tmp_path / "town", address)
    yield opened
    opened.close()


def add(store: st.Store, name: str) -> str:
    return st.add(store, "operator", {"name": name, "unit": "township"}).uid


def said(error: BaseException) -> str:
    """All that a log could hold of an error, the lines of this test apart."""
    told = traceback.TracebackException.from_exception(error, capture_locals=False)
    words = []
    while told is not None:
        words += [*told.format_exception_only(), *(told.__notes__ or ())]
        told = told.__cause__ or (None if told.__suppress_context__ else told.__context__)
    return " ".join(words)


def test_an_address_is_told_from_a_folder_of_any_system() -> None:
    assert engine.is_server("postgresql://clerk@db/town")
    assert engine.is_server("postgres:///town")
    for folder in ("C:\\data\\台账", "D:/postgresql/town", "\\\\server\\share", "postgresql", "./postgresql:town", "/var/台账", ""):
        assert not engine.is_server(folder)


def test_one_database_has_one_local_folder_whoever_connects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = place_of("postgresql://a:secret@db.example/town")
    assert one.path == place_of("postgresql://b@db.example/town").path
    assert one.path != place_of("postgresql://a@db.example/other").path
    assert "secret" not in f"{one!r} {one.path}"
    assert place_of("C:\\data").server == ""
    monkeypatch.setenv("ZHENXING_LOCAL", str(tmp_path))
    assert place_of("postgresql://a@db.example/town").path == tmp_path


def test_an_address_that_is_none_has_its_sentence_without_the_password() -> None:
    with pytest.raises(CannotOpen, match="数据库地址写得不对") as caught:
        place_of("postgresql://clerk:geheim@[db/town?nonsense=1")
    assert "geheim" not in said(caught.value)


def test_what_is_local_lies_in_the_folder_and_everything_else_on_the_server(town: st.Store) -> None:
    names = {path.name for path in town.folder.path.iterdir()}
    assert {"keys.json", "witness.json", "blobs", "outbox", "inbox"} <= names
    assert "ledger.db" not in names


def test_no_secret_of_the_office_can_be_read_in_the_database(town: st.Store, server: Server) -> None:
    rows = server.do(town.folder.server, "SELECT t.value FROM sync_self t")
    held = " ".join(str(value) for (value,) in rows)
    secrets = [value for name, value in town.identity.items() if "secret" in name or "seed" in name]
    assert len(secrets) == 3
    assert not [secret for secret in secrets if secret in held]
    assert town.data_key.hex() not in held


@pytest.mark.founding
def test_the_keys_of_other_data_open_nothing(town: st.Store, tmp_path: Path, server: Server) -> None:
    other = server.fresh()
    township(tmp_path / "other", other).close()
    with pytest.raises(CannotOpen, match="不是这份数据的"):
        st.open_store(Folder(tmp_path / "other", town.folder.server), PASSWORD)
    server.drop(other)


def test_without_the_keys_the_sentence_says_where_they_belong(town: st.Store, tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match=r"没有这个数据库的钥匙文件.*elsewhere"):
        st.open_store(Folder(tmp_path / "elsewhere", town.folder.server), PASSWORD)


def test_an_empty_database_has_its_sentence(town: st.Store, server: Server) -> None:
    empty = server.fresh()
    with pytest.raises(CannotOpen, match="这个数据库里没有台账"):
        st.open_store(Folder(town.folder.path, empty), PASSWORD)
    server.drop(empty)


def test_a_second_township_in_one_database_is_refused(town: st.Store, tmp_path: Path) -> None:
    with pytest.raises(Circumstance, match="已经有一本台账"):
        township(tmp_path / "second", town.folder.server)


def test_a_second_clerk_with_the_keys_sees_and_adds(town: st.Store, tmp_path: Path) -> None:
    other = Folder(tmp_path / "second computer", town.folder.server)
    other.make()
    other.keys.write_bytes(town.folder.keys.read_bytes())
    again = st.open_store(other, PASSWORD)
    before = town.generation()
    uid = add(again, "白小乙")
    again.close()
    assert st.get(town, "operator", uid) is not None
    assert town.generation() > before


def test_clerks_who_save_at_once_wait_for_each_other(town: st.Store) -> None:
    others = [st.open_store(town.folder, PASSWORD) for _ in range(3)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: add([town, *others][n % 4], f"白小甲{n}"), range(24)))
    for other in others:
        other.close()
    assert st.count(town, "operator") == 25
    assert backup.verify(town, rebuild=True).good


def test_whoever_waits_too_long_is_told_that_somebody_is_saving(
    town: st.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_SESSION", ("lock_timeout=100ms",))
    other = st.open_store(town.folder, PASSWORD)
    with writing(town), pytest.raises(Circumstance, match="另一个窗口正在存东西"):
        add(other, "白小乙")
    other.close()


def test_a_reader_sees_one_moment_and_waits_for_nobody(town: st.Store) -> None:
    with town.reader.connect() as connection:
        before = connection.execute(text("SELECT count(*) FROM operator")).scalar()
        add(town, "白小乙")
        assert connection.execute(text("SELECT count(*) FROM operator")).scalar() == before


def test_text_stands_in_the_order_of_its_bytes_whatever_language_the_server_speaks(tmp_path: Path, server: Server) -> None:
    address = server.fresh("TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'zh-Hans' LOCALE 'C.UTF-8'")
    town = township(tmp_path / "town", address)
    names = ["张三", "阿三", "Zhao", "abc", "李四", "𠮷田", "ａ", "Ä"]
    for name in names:
        add(town, name)
    with town.reader.connect() as connection:
        found = [name for (name,) in connection.execute(text("SELECT name FROM operator ORDER BY name"))]
    assert found == sorted([*names, "镇专干"], key=str.encode)
    town.close()
    server.drop(address)


def test_blanks_stand_first_as_in_a_file(town: st.Store) -> None:
    add(town, "白小乙")
    st.add(town, "operator", {"name": "白小丙", "unit": "township", "phone": "13900000001"})
    assert [row["phone"] is None for row in st.find(town, "operator", order=["phone"])] == [True, True, False]
    assert [row["phone"] is None for row in st.find(town, "operator", order=["-phone"])] == [False, True, True]


def test_a_trigger_that_somebody_switched_off_is_missed_at_the_next_start(town: st.Store, server: Server) -> None:
    town.close()
    server.do(town.folder.server, "ALTER TABLE operator DISABLE TRIGGER zx_operator_u")
    with pytest.raises(CannotOpen, match="记账的机关"):
        st.open_store(town.folder, PASSWORD)


def test_names_of_triggers_are_those_of_a_file(town: st.Store) -> None:
    with town.reader.connect() as connection:
        assert triggers.present(connection).keys() == triggers.expected(tables_of(LEDGERS)).keys()


@pytest.mark.parametrize("sql", ["TRUNCATE operator", "DELETE FROM operator", "UPDATE operator SET name = 'x'"])
def test_a_hand_on_the_server_cannot_write_past_the_journal(town: st.Store, server: Server, sql: str) -> None:
    with pytest.raises(psycopg.Error, match="ZX00"):
        server.do(town.folder.server, sql)


@pytest.mark.parametrize("table", ["sync_journal", "sync_change"])
def test_the_journal_cannot_be_emptied_at_one_stroke(town: st.Store, server: Server, table: str) -> None:
    with pytest.raises(psycopg.Error, match="ZX003"):
        server.do(town.folder.server, f"TRUNCATE {table}")


def test_a_value_of_people_stands_in_no_error(town: st.Store) -> None:
    with pytest.raises(DatabaseError) as caught, town.writer.begin() as connection:
        for _ in range(2):
            connection.execute(t.setting.insert().values(name="白小乙", value="13900000001"))
    assert "13900000001" not in said(caught.value)
    assert "白小乙" not in said(caught.value)


def test_a_server_that_is_not_there_has_its_sentence(town: st.Store, tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="连不上数据库服务器"):
        st.open_store(Folder(town.folder.path, f"postgresql://clerk:geheim@/town?host={tmp_path}"), PASSWORD)


def test_a_wrong_password_of_the_database_has_its_sentence_and_stands_nowhere(town: st.Store, server: Server) -> None:
    server.do(town.folder.server, "CREATE ROLE locked LOGIN PASSWORD 'right'")
    wrong = server.address("postgres", "locked:geheim")
    with pytest.raises(CannotOpen, match="数据库不认这个用户或密码") as caught:
        st.open_store(Folder(town.folder.path, wrong), PASSWORD)
    assert not [word for word in ("geheim", "locked", str(server.folder)) if word in said(caught.value)]
    server.do(town.folder.server, "DROP ROLE locked")


def test_a_database_that_nobody_made_has_its_sentence(town: st.Store, server: Server) -> None:
    with pytest.raises(CannotOpen, match="服务器上没有这个数据库"):
        st.open_store(Folder(town.folder.path, server.address("nowhere")), PASSWORD)


def test_a_database_that_cannot_hold_chinese_has_its_sentence(town: st.Store, server: Server) -> None:
    narrow = server.fresh("TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    with pytest.raises(CannotOpen, match="UTF8"):
        st.open_store(Folder(town.folder.path, narrow), PASSWORD)
    server.drop(narrow)


def test_a_user_who_may_only_read_has_a_sentence(town: st.Store, server: Server) -> None:
    server.do(town.folder.server, "CREATE ROLE onlooker LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO onlooker")
    address = town.folder.server.replace(f"{server.account}@", "onlooker@")
    looking = st.open_store(Folder(town.folder.path, address), PASSWORD)
    with pytest.raises(Circumstance, match="不让这个用户写"):
        add(looking, "白小乙")
    looking.close()
    server.do(town.folder.server, "DROP OWNED BY onlooker; DROP ROLE onlooker")


def test_a_connection_lost_in_the_middle_saves_nothing_by_half_and_says_so(town: st.Store, server: Server) -> None:
    before = st.count(town, "operator")
    with pytest.raises(Circumstance, match="连接断了") as caught, st.together(town, "断线") as doing:
        doing.add("operator", {"name": "白小乙", "unit": "township"})
        hang_up(town, server)
        doing.add("operator", {"name": "白小丙", "unit": "township"})
    assert "白小" not in said(caught.value)
    assert st.count(town, "operator") == before
    assert add(town, "白小丁")
    assert backup.verify(town, rebuild=True).good


def test_a_connection_lost_at_the_last_moment_says_so(town: st.Store, server: Server) -> None:
    with pytest.raises(Circumstance, match="连接断了"), writing(town):
        hang_up(town, server)


def test_a_server_that_was_started_anew_over_lunch_is_not_noticed(town: st.Store, server: Server) -> None:
    hang_up(town, server)
    assert st.count(town, "operator") == 1
    hang_up(town, server)
    assert add(town, "白小乙")


def hang_up(store: st.Store, server: Server) -> None:
    server.do(server.address("postgres"), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                          " WHERE datname LIKE 'test%' AND application_name = 'zhenxing-ledger'")


def test_a_backup_of_a_server_opens_as_a_folder(town: st.Store, tmp_path: Path) -> None:
    uid = add(town, "白小乙")
    path = backup.backup(town, tmp_path / "stick")
    content = path.read_bytes()
    assert "白小乙".encode() not in content
    backup.restore(path, tmp_path / "again", PASSWORD)
    again = st.open_store(tmp_path / "again", PASSWORD)
    assert st.get(again, "operator", uid) == st.get(town, "operator", uid)
    assert backup.verify(again, rebuild=True).good
    again.close()


def test_a_backup_is_laid_into_an_empty_database_and_into_no_other(
    town: st.Store, tmp_path: Path, server: Server
) -> None:
    uid = add(town, "白小乙")
    path = backup.backup(town, tmp_path / "stick")
    with pytest.raises(Circumstance, match="已经有一本台账"):
        backup.restore(path, town.folder, PASSWORD)
    fresh = Folder(tmp_path / "again", server.fresh())
    backup.restore(path, fresh, PASSWORD)
    again = st.open_store(fresh, PASSWORD)
    assert st.get(again, "operator", uid) == st.get(town, "operator", uid)
    assert add(again, "白小丙")
    assert backup.verify(again, rebuild=True).good
    again.close()
    server.drop(fresh.server)


def test_counting_anew_before_a_batch_tells_the_server_how_large_its_tables_are(town: st.Store, server: Server) -> None:
    for n in range(30):
        add(town, f"白小甲{n}")
    engine.analyze(town.writer, t.LOCAL, tables_of(LEDGERS)[0].metadata)
    counted = server.do(town.folder.server, "SELECT reltuples FROM pg_class WHERE relname IN ('operator', 'sync_journal')")
    assert all(float(str(rows)) >= 30 for (rows,) in counted)


def test_secrets_are_sealed_in_a_file_too_and_read_as_they_were(store: st.Store) -> None:
    with store.reader.connect() as connection:
        kept = {name: value for name, value in connection.execute(text("SELECT name, value FROM sync_self"))}
        assert identity.read(connection, store.data_key) == store.identity
    assert kept["sign_seed"].startswith("sealed:")
