"""What was handed over: printed again as it was, found by its code, and laid beside what the books say now."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models import store as st
from models.kernel import Circumstance
from reports.fonts import CHOICE_VARIABLE
from reports.preview import page_text
from services import evidence, kept_papers, kept_returns, kept_since, packing, receiving, returning
from services.kept_since import GONE, NEW, ROW, TOTAL
from tests.offices import introduce, office
from tests.services.pictures import photo, scan


@pytest.fixture
def village(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[st.Store]:
    """Three households with a toilet each."""
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    monkeypatch.setenv(CHOICE_VARIABLE, "bundled")
    store, _ = st.create(tmp_path / "data", role="village", region="999999104201", name="某某村", operator="张专干",
                         password="made-up-12", today=date(2025, 7, 22))
    for name in ("白小甲", "白小乙", "白小丙"):
        home = st.add(store, "household", {"head_name": name, "group": "一组", "type": "lifted"}).uid
        st.add(store, "toilet", {"household": home, "kind": "new", "year": 2025, "subsidy": "1500"})
    yield store
    store.close()


def _words(made: returning.Made) -> str:
    (file,) = [one for one in made.files if one.format == "pdf"]
    return page_text(file.data, 0)


def test_what_was_handed_over_is_printed_again_as_it_was_whatever_was_changed_since(village: st.Store) -> None:
    first = returning.make(village, "2.2", formats=("pdf",), explained=True)
    (kept,) = kept_returns.kept(village)
    assert (kept.title, kept.period, kept.whose, kept.by, kept.code) == ("户厕改造台账", "2025年", "", "张专干", first.code)
    st.change(village, "toilet", st.uids(village, "toilet")[0], {"subsidy": "1600"})
    again = kept_papers.reprint(village, kept.uid)
    assert _words(again) == _words(first) and first.code in _words(again)
    assert [file.name for file in again.files] == [first.files[0].name, first.files[0].name.replace(".pdf", ".xlsx")]
    assert st.count(village, "kept_return") == 1


def test_the_cells_that_changed_stand_there_with_who_changed_them(village: st.Store) -> None:
    returning.make(village, "2.2", formats=("pdf",))
    (kept,) = kept_returns.kept(village)
    assert kept_since.since(village, kept.uid).words == kept_since.SAME
    homes = st.names(village, "household", st.uids(village, "household"))
    toilets = {homes[row["household"]]: row.uid for row in st.find(village, "toilet")}
    st.change(village, "toilet", toilets["白小甲"], {"subsidy": "1600"})
    st.change(village, "person", st.find(village, "person", {"name": "白小甲"})[0].uid, {"name": "白大甲"})
    st.remove(village, "toilet", toilets["白小乙"], "重了")
    home = st.add(village, "household", {"head_name": "白小丁", "group": "二组"}).uid
    st.add(village, "toilet", {"household": home, "kind": "new", "year": 2025, "subsidy": "1500"})
    found = kept_since.since(village, kept.uid)
    told = {(one.who, one.what): one for one in found.changes}
    money = told["白小甲", "财政补助"]
    assert (money.then, money.now, money.group, money.live) == ("1500.00", "1600.00", "一组", True)
    assert "张专干 7月22日 修改" in money.by and "1,500.00 → 1,600.00" in money.by
    assert "白小甲 → 白大甲" in told["白小甲", "户主"].by  # the field of another record, by the way that leads to it
    assert told["白小乙", ROW].now == GONE and not told["白小乙", ROW].live and "撤掉" in told["白小乙", ROW].by
    assert told["白小丁", ROW].now == NEW
    assert (told[TOTAL, "财政补助"].then, told[TOTAL, "财政补助"].now) == ("4500.00", "4600.00")
    assert len(found.changes) == 5 and "5 处" in found.words
    assert len(kept_since.paper(village, found).rows) == 5


def test_of_a_letter_the_lines_that_changed_are_told(village: st.Store) -> None:
    home = st.uids(village, "household")[0]
    returning.make(village, "2.1b", household=home, formats=("pdf",))
    (kept,) = kept_returns.kept(village)
    assert kept.whose
    st.change(village, "household", home, {"group": "九组"})
    found = kept_since.since(village, kept.uid)
    assert any("九组" in one.now and "九组" not in one.then and one.uid == home for one in found.changes)


def test_of_a_book_only_the_pages_that_changed_are_gone_through(village: st.Store) -> None:
    returning.make(village, "2.15", formats=("pdf",))
    (kept,) = kept_returns.kept(village)
    assert kept_since.since(village, kept.uid).words == kept_since.SAME
    st.change(village, "household", st.uids(village, "household")[1], {"group": "九组"})
    found = kept_since.since(village, kept.uid).changes
    assert found and all(one.who and one.what == kept_since.LINE for one in found) and any("九组" in one.now for one in found)


@pytest.mark.parametrize("spoil", [str, str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("-", ""),
                                   lambda code: code.replace("0", "o").replace("1", "l"), lambda code: f" {code} "])
def test_a_code_is_found_however_it_was_copied(village: st.Store, spoil) -> None:  # type: ignore[no-untyped-def]
    code = returning.make(village, "2.2", formats=("pdf",)).code
    assert [one.code for one in kept_returns.by_code(village, spoil(code))] == [code]


def test_what_is_no_code_finds_nothing(village: st.Store) -> None:
    returning.make(village, "2.2", formats=("pdf",))
    for typed in ("", "白小甲", "ZZZZ-ZZZZ", "ABC", "2025年7月22日", "13900000000"):
        assert kept_returns.by_code(village, typed) == []
    assert kept_returns.code_in("白小甲") == "" and kept_returns.code_in("abcd efgh") == "ABCD-EFGH"


def test_what_an_older_or_newer_program_kept_is_said_in_a_sentence(village: st.Store) -> None:
    old = st.add(village, "kept_return", {"return_id": "2.2", "period": "2025", "code": "ABCD-EFGH", "figures": '{"rows":1}'}).uid
    told = json.dumps({"asked": {}, "of": [], "paper": "AAAA"})
    newer = st.add(village, "kept_return", {"return_id": "2.2", "period": "2025", "code": "ABCD-EFGJ", "figures": told}).uid
    gone = st.add(village, "kept_return", {"return_id": "9.9", "code": "ABCD-EFGK", "figures": told}).uid
    for uid, words in ((old, "老版本"), (newer, "更新的程序"), (gone, "没有这张表")):
        for look in (kept_papers.reprint, kept_since.since):
            with pytest.raises(Circumstance, match=words):
                look(village, uid)
    assert len(kept_returns.kept(village)) == 3


def test_of_whom_it_was_is_said_in_words(village: st.Store) -> None:
    homes = st.uids(village, "household")
    returning.make(village, "2.2", formats=("pdf",), only=homes[:2])
    returning.make(village, "2.2", formats=("pdf",), group="一组")
    returning.make(village, "2.17", formats=("pdf",), explained=False)
    assert {one.whose for one in kept_returns.kept(village)} == {"挑出来的 2 条", "一组", ""}
    assert all(kept_since.since(village, one.uid).words == kept_since.SAME for one in kept_returns.kept(village))


def test_the_township_prints_and_checks_a_paper_that_a_village_brought_against_that_village_alone(village: st.Store, tmp_path: Path) -> None:
    first = returning.make(village, "2.2", formats=("pdf",))
    town = office(tmp_path / "town", "township", "999999104000", "示范镇")
    other = office(tmp_path / "other", "village", "999999104202", "别村")
    home = st.add(other, "household", {"head_name": "赵小甲", "group": "一组"}).uid
    st.add(other, "toilet", {"household": home, "kind": "new", "year": 2025, "subsidy": "900"})
    for at, one in enumerate((village, other)):
        introduce(one, town, tmp_path)
        packing.pack(one, tmp_path / f"stick{at}")
        receiving.receive(town, [tmp_path / f"stick{at}"])
    (kept,) = kept_returns.by_code(town, first.code)
    assert kept.by == "张专干"
    assert _words(kept_papers.reprint(town, kept.uid)) == _words(first)
    assert kept_since.since(town, kept.uid).words == kept_since.SAME
    st.change(village, "toilet", st.uids(village, "toilet")[0], {"subsidy": "1700"})
    packing.pack(village, tmp_path / "stick2")
    receiving.receive(town, [tmp_path / "stick2"])
    money = kept_since.since(town, kept.uid).changes[0]
    assert (money.what, money.now) == ("财政补助", "1700.00") and "张专干" in money.by
    for one in (town, other):
        one.close()


def test_photos_that_are_still_here_stand_in_the_paper_again_and_others_are_said(village: st.Store, tmp_path: Path) -> None:
    home = st.uids(village, "household")[0]
    for at, content in enumerate((photo(), scan(2))):
        (tmp_path / f"{at}.bin").write_bytes(content)
    taken = evidence.take_in(village, [tmp_path / "0.bin", tmp_path / "1.bin"])
    evidence.add(village, "household", home, taken.pictures)
    made = returning.make(village, "attachment", household=home, formats=("pdf",))
    (kept,) = kept_returns.kept(village)
    again = kept_papers.reprint(village, kept.uid)
    assert again.warnings == () and again.files[0].data == made.files[0].data
    village.blobs.remove(taken.pictures[0].file)
    lost = kept_papers.reprint(village, kept.uid)
    assert lost.warnings == (kept_papers.NO_PHOTOS,) and "当时打的那一份" in _words(lost)
