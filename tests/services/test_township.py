"""A household moves to another village with all it has, and what was erased on request is gone from every file."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import models.store as st
from models.insight.reader import reading
from models.kernel import UsageMistake, UserMistake
from models.store import backup
from services import packing, receiving, township
from tests.services.test_exchange import introduce

TODAY = date(2025, 7, 22)
ONE, OTHER, TOWN = "999999104201", "999999104202", "999999104000"


class Three:
    """Two villages and their township."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.trips = folder, 0
        made = {region: st.create(folder / region, role="township" if region == TOWN else "village", region=region, name=region,
                                  operator="干部", password="密码", today=TODAY)[0] for region in (ONE, OTHER, TOWN)}
        self.one, self.other, self.town = made[ONE], made[OTHER], made[TOWN]
        for village in (self.one, self.other):
            introduce(village, self.town, folder)

    def round(self) -> None:
        """Everything up, everything down; answers are lost."""
        self.trips += 1
        for giver, takers in ((self.one, [self.town]), (self.other, [self.town]), (self.town, [self.one, self.other])):
            stick = self.folder / f"{giver.region}-{self.trips}"
            packing.pack(giver, stick)
            for taker in takers:
                files = [path for path in stick.glob("*.gbp")] if stick.exists() else []
                receiving.receive(taker, files, self.folder / "lost")


@pytest.fixture
def three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Three]:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    made = Three(tmp_path)
    yield made
    for store in (made.one, made.other, made.town):
        store.close()


def settled(three: Three) -> str:
    uid = st.add(three.one, "household", {"户主姓名": "甲一", "组": "一组", "户编号": "0007"}).uid
    st.add(three.one, "visit", {"household": uid, "date": "2025-07-01", "text": "家里都好"})
    three.round()
    return uid


def test_a_moved_household_is_in_the_new_village_alone(three: Three) -> None:
    uid = settled(three)
    done = township.move(three.town, "0007", OTHER, "婚嫁")
    assert len(done["operation"]) == 32
    three.round()
    three.round()
    assert st.count(three.one, "household") == st.count(three.one, "visit") == 0
    for store in (three.other, three.town):
        row = st.get(store, "household", uid)
        assert row is not None
        assert (row.scope, row.removed_at, row["group"]) == (OTHER, None, "一组")
        assert [visit["text"] for visit in st.find(store, "visit", {"household": uid})] == ["家里都好"]
        assert backup.verify(store, rebuild=True).good


def test_what_a_household_is_goes_along_and_what_its_village_did_stays_there(three: Three) -> None:
    uid = settled(three)
    case = st.add(three.one, "monitoring", {"household": uid, "kind": "突发严重困难户", "identified_month": "2024-01", "opening": "是"}).uid
    st.add(three.one, "monitoring_step", {"case": case, "kind": "消除核查", "date": "2025-07-02"})
    event = st.add(three.one, "event", {"date": "2025-07-03", "kind": "风雹"}).uid
    st.add(three.one, "event_household", {"event": event, "household": uid})
    st.add(three.one, "appeal", {"household": uid, "date": "2025-07-04", "text": "路不好走"})
    st.add(three.one, "water_check", {"household": uid, "date": "2025-07-05"})
    three.round()
    township.move(three.town, "0007", OTHER, "婚嫁")
    three.round()
    three.round()
    of_the_village = ("event_household", "appeal", "water_check")
    assert [st.count(three.other, ledger) for ledger in ("monitoring", "monitoring_step", *of_the_village)] == [1, 1, 0, 0, 0]
    assert [st.count(three.one, ledger) for ledger in ("monitoring", "monitoring_step", *of_the_village)] == [0, 0, 1, 1, 1]
    with reading(three.town) as reader:
        assert [[row["scope"] for row in reader.under(ledger, uid)] for ledger in of_the_village] == [[ONE]] * 3
        assert reader.derived("household", reader.get("household", uid), "monitoring_class") == "sudden"
    assert [shown["household"] for shown in st.shown(three.one, "appeal", st.find(three.one, "appeal"))] == ["甲一"]
    for store in (three.one, three.other, three.town):
        assert backup.verify(store, rebuild=True).good


def test_what_stayed_behind_still_names_who_left_and_what_left_says_what_stayed(three: Three) -> None:
    uid = settled(three)
    head = st.find(three.one, "person", {"household": uid})[0].uid
    project = st.add(three.one, "project", {"title": "水渠", "year": 2025}).uid
    st.add(three.one, "project_beneficiary", {"project": project, "household": uid, "person": head})
    enterprise = st.add(three.one, "enterprise", {"name": "示范合作社"}).uid
    st.add(three.one, "benefit_link", {"household": uid, "enterprise": enterprise, "year": 2025})
    three.round()
    township.move(three.town, "0007", OTHER, "婚嫁")
    three.round()
    three.round()
    [left] = st.shown(three.one, "project_beneficiary", st.find(three.one, "project_beneficiary"))
    assert (left["household"], left["person"]) == ("甲一", "甲一")
    [came] = st.find(three.other, "benefit_link")
    assert (came["enterprise"], came["note"]) == (None, "迁来前经营主体是示范合作社。")
    tie = st.add(three.one, "benefit_link", {"household": st.add(three.one, "household", {"户主姓名": "甲二"}).uid, "enterprise": enterprise}).uid
    st.remove(three.one, "enterprise", enterprise, "散了")
    assert [one["enterprise"] for one in st.shown(three.one, "benefit_link", [st.get(three.one, "benefit_link", tie)])] == ["示范合作社"]  # type: ignore[list-item]
    assert all(backup.verify(store, rebuild=True).good for store in (three.one, three.other, three.town))


def test_only_the_township_moves_and_only_to_a_village_of_its_own(three: Three) -> None:
    uid = settled(three)
    with pytest.raises(UserMistake, match="由镇里来迁"):
        township.move(three.one, uid, OTHER, "婚嫁")
    for wrong in ("999999105201", "不知道", TOWN):
        with pytest.raises(UsageMistake, match="本镇一个村"):
            township.move(three.town, uid, wrong, "婚嫁")
    with pytest.raises(UserMistake, match="为什么迁"):
        township.move(three.town, uid, OTHER, " ")
    with pytest.raises(UserMistake, match="没有这一户"):
        township.move(three.town, "0009", OTHER, "婚嫁")


def test_what_was_erased_is_gone_from_every_file_and_nothing_else_is(three: Three) -> None:
    uid = settled(three)
    [person] = st.uids(three.one, "person")
    st.change(three.one, "person", person, {"note": "不想留的话"})
    three.round()
    township.erase(three.town, "person", person, ["备注"], "本人书面要求")
    three.round()
    for store in (three.town, three.one):
        row = st.get(store, "person", person)
        assert row is not None
        assert (row["note"], row["name"], row["household"]) == (None, "甲一", uid)
        with store.reader.connect() as connection:
            lines = [line for (line,) in connection.exec_driver_sql("SELECT line FROM sync_change")]
        assert not any("不想留的话" in line for line in lines)
        assert backup.verify(store, rebuild=True).good


def test_erasing_what_cannot_be_is_refused(three: Three) -> None:
    settled(three)
    [person] = st.uids(three.town, "person")
    with pytest.raises(UserMistake, match="由镇里来做"):
        township.erase(three.one, "person", person, ["备注"], "本人要求")
    with pytest.raises(UsageMistake, match="算出来的"):
        township.erase(three.town, "person", person, ["年龄"], "本人要求")
    with pytest.raises(UserMistake, match="没有这一条"):
        township.erase(three.town, "person", "0" * 32, ["备注"], "本人要求")
