"""The journal: every write captured, sealed, chained; the tables are a fold of it."""

import json
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

import models.store as st
from models.kernel import CannotOpen
from models.store import backup
from models.store.journal import tables as t
from models.store.journal import triggers
from models.store.journal.lines import Transaction, hash_of
from models.store.unit import OutsideUnitOfWork, set_mode, translate, writing


def test_a_write_outside_a_unit_of_work_is_a_bug_and_is_refused(store: st.Store, household: str) -> None:
    with pytest.raises(OutsideUnitOfWork), writing(store) as connection:
        connection.execute(text('UPDATE household SET "group" = \'x\''))


def test_nothing_can_be_deleted(store: st.Store, household: str) -> None:
    with pytest.raises(DatabaseError, match="ZX002"), store.writer.begin() as connection:
        set_mode(connection, "local")
        connection.execute(text("DELETE FROM household"))


@pytest.mark.parametrize("sql", ["UPDATE sync_journal SET h = 'x'", "DELETE FROM sync_change"])
def test_the_journal_only_grows(store: st.Store, household: str, sql: str) -> None:
    with pytest.raises(DatabaseError, match="ZX003"), store.writer.begin() as connection:
        connection.execute(text(sql))


def test_sql_that_knows_nothing_of_the_journal_is_captured_all_the_same(store: st.Store, household: str) -> None:
    st.add(store, "household", {"户主姓名": "乙二", "组": "一组"})
    with st.together(store, "改组") as doing:
        doing.unit.connection.execute(text('UPDATE household SET "group" = \'三组\''))
    assert backup.verify(store, rebuild=True).different == ()
    assert {row["group"] for row in st.find(store, "household")} == {"三组"}


def test_a_transaction_is_named_by_the_hash_of_its_bytes_and_holds_a_salt_a_line(store: st.Store, household: str) -> None:
    with store.reader.connect() as connection:
        rows = connection.execute(text("SELECT rid, h, head, prev, seq FROM sync_journal ORDER BY rid")).all()
        before = None
        for rid, h, head, prev, _seq in rows:
            lines = [line for (line,) in connection.execute(
                text("SELECT line FROM sync_change WHERE rid = :rid ORDER BY i"), {"rid": rid})]
            assert hash_of(head, lines) == h
            assert prev == before
            assert all(len(json.loads(line)["z"]) == 16 for line in lines)
            Transaction(head, tuple(lines)).check()
            before = h
    assert [row.seq for row in rows] == [1, 2]


def test_nothing_is_left_unsealed(store: st.Store, household: str) -> None:
    with store.reader.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM sync_raw")).scalar() == 0
        assert connection.execute(text("SELECT mode FROM sync_ctx")).scalar() is None


def test_verify_finds_a_line_that_was_tampered_with(store: st.Store, household: str) -> None:
    with store.writer.begin() as connection:
        triggers.drop_all(connection)
        connection.execute(text("UPDATE sync_change SET line = replace(line, '甲一', '乙二')"))
    assert backup.verify(store).chain != "ok"


def test_verify_finds_a_table_that_is_not_what_the_journal_says(store: st.Store, household: str) -> None:
    with store.writer.begin() as connection:
        set_mode(connection, "apply")
        connection.execute(text('UPDATE household SET "group" = \'别的\''))
        set_mode(connection, None)
    assert backup.verify(store, rebuild=True).different == ("household",)


def test_no_name_or_number_can_be_read_in_any_file(store: st.Store, household: str) -> None:
    backup.backup_daily(store)
    store.drafts.save("x", {"name": "甲一"})
    for path in store.folder.path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert "甲一".encode() not in content, path.name
            assert b"999999198001010011" not in content, path.name


@pytest.mark.file_only
def test_the_file_is_no_database_without_the_key(store: st.Store) -> None:
    store.close()
    with pytest.raises(sqlite3.DatabaseError), sqlite3.connect(store.folder.ledger) as plain:
        plain.execute("SELECT count(*) FROM sqlite_master")


def test_a_wrong_password_has_its_sentence(store: st.Store) -> None:
    with pytest.raises(CannotOpen, match="密码不对"):
        st.open_store(store.folder, "错的")


@pytest.mark.file_only
def test_a_damaged_file_has_its_sentence(store: st.Store) -> None:
    store.close()
    content = bytearray(store.folder.ledger.read_bytes())
    content[:4096] = bytes(4096)
    store.folder.ledger.write_bytes(content)
    for extra in ("ledger.db-wal", "ledger.db-shm"):
        (store.folder.path / extra).unlink(missing_ok=True)
    with pytest.raises(CannotOpen, match="文件可能坏了"):
        st.open_store(store.folder, "试用密码")


def test_a_newer_file_has_its_sentence(store: st.Store) -> None:
    store.keep_setting("schema", "9999")
    with pytest.raises(CannotOpen, match="新版程序"):
        st.open_store(store.folder, "试用密码")


def test_the_paper_code_opens_what_the_password_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    made, code = st.create(tmp_path / "v", role="village", region="999999104202", name="村", operator="甲", password="密码")
    made.close()
    st.open_store(tmp_path / "v", code.lower()).close()


def test_a_second_start_in_the_same_folder_is_refused(store: st.Store) -> None:
    with pytest.raises(Exception, match="已经有一本台账"):
        st.create(store.folder, role="village", region="999999104203", name="村", operator="甲", password="密码")


def test_a_full_disk_is_a_circumstance_in_plain_words() -> None:
    error = translate(DatabaseError("INSERT", {}, sqlite3.OperationalError("database or disk is full")))
    assert "硬盘满了" in str(error)


def test_an_error_that_nobody_can_help_is_told_as_it_is_and_not_as_its_own_cause(store: st.Store) -> None:
    with pytest.raises(DatabaseError) as caught, writing(store) as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))
    assert caught.value.__cause__ is not caught.value


def test_a_backup_opens_with_the_password_of_its_day(store: st.Store, household: str, tmp_path: Path) -> None:
    path = backup.backup(store, tmp_path / "stick")
    st.add(store, "household", {"户主姓名": "乙二"})
    backup.restore(path, tmp_path / "again", "试用密码")
    again = st.open_store(tmp_path / "again", "试用密码")
    assert st.count(again, "household") == 1
    again.close()


@pytest.mark.file_only
def test_restoring_over_a_folder_keeps_what_stood_there(store: st.Store, household: str, tmp_path: Path) -> None:
    path = backup.backup(store, tmp_path / "stick")
    store.close()
    backup.restore(path, store.folder.path, "试用密码")
    assert (store.folder.path.parent / "village-恢复前-1" / "ledger.db").exists()


def test_one_automatic_copy_a_day(store: st.Store) -> None:
    assert backup.backup_daily(store) is not None
    assert backup.backup_daily(store) is None


@pytest.mark.file_only
def test_durability_is_full_and_foreign_keys_are_on(store: st.Store) -> None:
    with store.writer.connect() as connection:
        assert [connection.execute(text(f"PRAGMA {name}")).scalar() for name in
                ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")] == ["wal", 2, 1, 1]


def test_the_reader_cannot_write(store: st.Store) -> None:
    with pytest.raises(DatabaseError), store.reader.connect() as connection:
        connection.execute(t.setting.insert().values(name="a", value="b"))


def test_killed_before_the_commit_nothing_is_half_saved(store: st.Store) -> None:
    with pytest.raises(KeyboardInterrupt), st.together(store, "断电") as doing:
        doing.add("household", {"户主姓名": "甲一"})
        raise KeyboardInterrupt
    again = st.open_store(store.folder, "试用密码")
    assert st.count(again, "household", removed=True) == 0
    again.close()
    assert backup.verify(store, rebuild=True).good
