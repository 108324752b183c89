"""Whole lives in a real village: a post from its setting up to its holder's leaving, a fare, a cow, a leased field."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import models.store as st
from models.kernel import Mistake, UserMistake
from services import importing
from tests.ledgers.fake_facts import MAN

SECOND = "999999197001010012"


def _home(village: st.Store, name: str, number: str = MAN) -> tuple[str, str]:
    house = st.add(village, "household", {"head_name": name, "head_id": number, "type": "脱贫户", "field_area": "10"}).uid
    return house, st.find(village, "person", {"household": house})[0].uid


def _shown(village: st.Store, ledger: str, uid: str) -> dict[str, str]:
    return st.shown(village, ledger, st.by_uids(village, ledger, [uid]))[0]


def _said(notices: tuple[Mistake, ...]) -> list[tuple[str, str]]:
    return [(mistake.field, mistake.severity) for mistake in notices]


def _refused(village: st.Store, ledger: str, raw: dict[str, Any], words: str) -> None:
    with pytest.raises(UserMistake, match=words):
        st.add(village, ledger, raw)


@pytest.mark.life("post", "post_holder", "post_attendance")
def test_a_post_is_set_up_held_attended_paid_and_left(village: st.Store) -> None:
    _, person = _home(village, "张甲")
    post = st.add(village, "post", {"岗位名称": "保洁员", "类别": "保洁", "名额": 1, "月标准": "200元", "资金来源": "衔接资金"}).uid
    raw = {"person": person, "post": post, "applied_on": "2024-12-10", "noticed_on": "2024-12-01"}
    _refused(village, "post_holder", raw, "公示日期比申请日期还早")
    raw |= {"announced_on": "2024-12-01", "reviewed_on": "2024-12-15", "noticed_on": "2024-12-20", "signed_on": "2024-12-30",
            "from_on": "2025-01-01", "to_on": "2025-12-31"}  # fmt: skip
    saved = st.add(village, "post_holder", raw)
    assert saved.notices == ()
    assert (_shown(village, "post", post)["holders"], _shown(village, "post", post)["free"]) == ("1", "0")

    _refused(village, "post_attendance", {"holder": saved.uid, "month": "2025-02", "marks": "31√"}, "2月只有28天")
    _refused(village, "post_attendance", {"holder": saved.uid, "month": "2025年8月", "marks": "√"}, "还没到")
    sheet = st.add(village, "post_attendance", {"holder": saved.uid, "month": "2025-06", "marks": "5√2－3√△×", "cut": "50"}).uid
    shown = _shown(village, "post_attendance", sheet)
    assert (shown["days"], shown["leave"], shown["absent"], shown["pay"], shown["person"]) == ("8", "1", "1", "150.00", "张甲")
    twice = st.add(village, "post_attendance", {"holder": saved.uid, "month": "2025-06", "present_days": 3})
    assert _said(twice.notices) == [("month", "要改")]
    st.remove(village, "post_attendance", twice.uid, "登记重了")
    assert _said(st.change(village, "post_attendance", sheet, {"paid_on": "2025-07-10"}).notices) == []
    holder = _shown(village, "post_holder", saved.uid)
    assert (holder["active"], holder["months"], holder["paid"], holder["pay_standard"]) == ("是", "1", "150.00", "200.00")

    assert _said(st.change(village, "post_holder", saved.uid, {"left_on": "2025-07-01"}).notices) == [("state", "要改")]
    assert st.change(village, "post_holder", saved.uid, {"state": "退岗", "left_why": "另有工作"}).notices == ()
    assert _shown(village, "post_holder", saved.uid)["active"] == "否"
    assert _shown(village, "post", post)["holders"] == "0"


def test_a_post_held_before_the_books_were_opened_needs_no_steps(village: st.Store) -> None:
    _, person = _home(village, "张甲")
    post = st.add(village, "post", {"name": "护林员", "standard": 200}).uid
    raw = {"person": person, "post": post, "from_on": "2024-01-01", "noticed_on": "2023-12-01", "applied_on": "2023-12-20",
           "opening": "是", "opened_on": "2025-07-22"}  # fmt: skip
    assert st.add(village, "post_holder", raw).notices == ()


def test_many_months_are_read_together_each_with_its_own_post(village: st.Store) -> None:
    pays = {}
    for name, number, money in (("张甲", MAN, 200), ("李乙", SECOND, 300)):
        _, person = _home(village, name, number)
        post = st.add(village, "post", {"name": f"{name}的岗", "standard": money}).uid
        holder = st.add(village, "post_holder", {"person": person, "post": post, "from_on": "2025-01-01"}).uid
        for month in ("2025-05", "2025-06"):
            pays[st.add(village, "post_attendance", {"holder": holder, "month": month, "marks": "3√"}).uid] = f"{money}.00"
    rows = st.by_uids(village, "post_attendance", list(pays))
    shown = st.shown(village, "post_attendance", rows)
    assert {row.uid: line["pay"] for row, line in zip(rows, shown, strict=True)} == pays


def test_a_holder_who_works_far_away_is_asked_about(village: st.Store) -> None:
    _, person = _home(village, "张甲")
    st.add(village, "job", {"person": person, "place": "省外", "from_month": "2025-03"})
    post = st.add(village, "post", {"name": "护林员"}).uid
    saved = st.add(village, "post_holder", {"person": person, "post": post, "from_on": "2025-01-01"})
    assert _said(saved.notices) == [("from_on", "存疑")]


@pytest.mark.life("travel_subsidy", "job")
def test_a_fare_is_applied_for_sent_back_applied_for_again_and_paid(village: st.Store) -> None:
    _, person = _home(village, "张甲")
    _refused(village, "travel_subsidy", {"person": person, "place": "县内"}, "在县内务工不能申请交通补助")
    st.add(village, "job", {"person": person, "place": "省外", "from_month": "2025-02"})
    raw = {"person": person, "place": "省外", "fare": "398.50", "proofs": "车票", "applied_on": "2025-06-01"}
    first = st.add(village, "travel_subsidy", raw)
    assert first.notices == ()
    again = st.add(village, "travel_subsidy", raw)
    assert _said(again.notices) == [("year", "要改")]
    st.change(village, "travel_subsidy", first.uid, {"state": "退回", "returned_why": "车票看不清"})
    steps = {"village_on": "2025-06-05", "noticed_on": "2025-06-12", "township_on": "2025-06-20", "county_on": "2025-06-25"}
    done = st.change(village, "travel_subsidy", again.uid, steps | {"paid_on": "2025-07-01", "paid": "398.50", "state": "已发放"})
    assert done.notices == ()
    shown = _shown(village, "travel_subsidy", again.uid)
    assert (shown["months"], shown["due"], shown["stage"], shown["household"]) == ("6", "398.50", "已发放", "张甲")
    with pytest.raises(UserMistake, match="发放日期比县审日期还早"):
        st.change(village, "travel_subsidy", again.uid, {"paid_on": "2025-06-24"})


@pytest.mark.life("industry_subsidy")
def test_a_cow_is_claimed_verified_and_paid_once(village: st.Store) -> None:
    (house, _), (other, _) = _home(village, "张甲"), _home(village, "李乙", SECOND)
    raw = {"household": house, "category": "畜牧业", "animal": "牛", "applied": "2头", "tags": "A1、A2", "applied_on": "2025-05-01"}
    saved = st.add(village, "industry_subsidy", raw)
    assert saved.notices == ()
    assert _said(st.add(village, "industry_subsidy", raw | {"household": other}).notices) == [("tags", "存疑")]
    done = {"verified": 2, "noticed_on": "2025-05-20", "accepted_on": "2025-06-01", "paid_on": "2025-07-01", "paid": 6000, "state": "已发放"}
    st.change(village, "industry_subsidy", saved.uid, done)
    shown = _shown(village, "industry_subsidy", saved.uid)
    assert (shown["unit"], shown["rate"], shown["due"], shown["stage"]) == ("头", "3,000.00", "6,000.00", "已发放")
    with pytest.raises(UserMistake, match="发放日期比验收日期还早"):
        st.change(village, "industry_subsidy", saved.uid, {"paid_on": "2025-05-30"})


def test_a_plot_is_claimed_by_one_household(village: st.Store) -> None:
    (house, _), (other, _) = _home(village, "张甲"), _home(village, "李乙", SECOND)
    raw = {"category": "种植业", "applied": "5亩", "plot": "0012"}
    assert st.add(village, "industry_subsidy", raw | {"household": house}).notices == ()
    assert _said(st.add(village, "industry_subsidy", raw | {"household": other}).notices) == [("plot", "存疑")]


@pytest.mark.life("land_lease")
def test_a_leased_field_is_no_longer_sown(village: st.Store) -> None:
    house, _ = _home(village, "张甲")
    st.add(village, "land_lease", {"household": house, "area": 2, "lessee": "某合作社", "rent": 1800, "year": 2025})
    crop = {"household": house, "category": "种植业", "applied": "9亩", "verified": "9亩"}
    assert _said(st.add(village, "industry_subsidy", crop).notices) == [("verified", "存疑")]


@pytest.mark.life("parameter")
def test_standards_are_those_that_the_place_has_set(village: st.Store) -> None:
    house, _ = _home(village, "张甲")
    claim = st.add(village, "industry_subsidy", {"household": house, "category": "种植业", "applied": 10, "verified": 10}).uid
    assert _shown(village, "industry_subsidy", claim)["due"] == "750.00"
    st.add(village, "parameter", {"id": "subsidy.rate.crop", "value": "80.5", "from_on": "2025-01-01", "source": "旗里文件"})
    assert _shown(village, "industry_subsidy", claim)["due"] == "805.00"
    row = st.get(village, "industry_subsidy", claim)
    assert row is not None
    assert row["verified"] == Decimal(10)


@pytest.mark.life("training", "vacancy", "job_intent", "enterprise", "benefit_link", "sale", "tech_service")
def test_a_course_a_wish_a_vacancy_and_a_tie(village: st.Store) -> None:
    house, person = _home(village, "张甲")
    vacancy = st.add(village, "vacancy", {"title": "焊工", "employer": "某厂", "until": "2025-08-31", "wanted": 3}).uid
    wish = st.add(village, "job_intent", {"person": person, "want": "焊工", "date": "2025-05-01"}).uid
    course = st.add(village, "training", {"person": person, "topic": "焊工", "from_on": "2025-06-01", "hours": 40}).uid
    st.change(village, "training", course, {"heard": 40, "job_after": "是", "fitting": "是", "certificate": "初级焊工证"})
    st.change(village, "job_intent", wish, {"vacancy": vacancy, "result": "已就业", "settled_on": "2025-07-10"})
    assert _shown(village, "job_intent", wish)["waiting"] == "否"
    assert _shown(village, "vacancy", vacancy)["hired"] == "1"
    firm = st.add(village, "enterprise", {"name": "某合作社", "kind": "合作社"}).uid
    st.add(village, "benefit_link", {"household": house, "enterprise": firm, "mode": "分红", "agreed": 500})
    assert _shown(village, "enterprise", firm)["tied"] == "1"
    assert _said(st.change(village, "enterprise", firm, {"state": "停产停业"}).notices) == [("state", "存疑")]
    st.add(village, "sale", {"household": house, "goods": "羊肉", "amount": "1200", "date": "2025-07-01"})
    st.add(village, "tech_service", {"household": house, "expert": "乌某某", "date": "2025-07-01", "text": "防疫"})


def _sheet(folder: Path, village: st.Store, ledger: str, *rows: tuple[Any, ...]) -> tuple[int, int, int]:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(folder / f"{ledger}.xlsx")
    report = importing.apply(village, importing.preview(village, ledger, folder / f"{ledger}.xlsx"))
    return report.count("added"), report.count("unchanged"), report.count("rejected")


def test_sheets_as_cadres_keep_them_come_in(village: st.Store, tmp_path: Path) -> None:
    _home(village, "张甲")
    st.add(village, "post", {"name": "保洁员", "standard": 200})
    who = ("姓名", "身份证号")
    roster = ((*who, "岗位", "协议开始日期", "状态"), ("张甲", MAN, "保洁员", "2025-01-01", "在岗"))
    assert _sheet(tmp_path, village, "post_holder", *roster) == (1, 0, 0)
    months = ((*who, "月份", "考勤", "扣款"), ("张甲", MAN, "2025-06", "√√√√", 0), ("张甲", MAN, "2025-02", "31√", 0))
    assert _sheet(tmp_path, village, "post_attendance", *months) == (2, 0, 0)
    kept = {row["month"]: row["marks"] for row in st.find(village, "post_attendance")}
    assert kept == {"2025-06": "√√√√", "2025-02": None}  # what cannot be stays out of the cell and is asked after
    head: tuple[str, ...] = ("户主姓名", "年度", "项目类别", "品种", "申报数量", "核定数量", "补助金额")
    claims = (head, ("张甲", 2025, "种植业", "玉米", 10, 9.5, 712.5), ("张甲", 2025, "庭院经济", "蔬菜", 1, 1, 1000))
    assert _sheet(tmp_path, village, "industry_subsidy", *claims) == (2, 0, 0)
    assert _sheet(tmp_path, village, "industry_subsidy", *claims) == (0, 2, 0)
    herds = (("户主姓名", "年度", "类别", "畜种", "申报数量"), ("张甲", 2025, "畜牧业", "牛", 2), ("张甲", 2025, "畜牧业", "羊", 20))
    assert _sheet(tmp_path, village, "industry_subsidy", *herds) == (2, 0, 0)
    assert _sheet(tmp_path, village, "industry_subsidy", *herds) == (0, 2, 0)
    leases = (("户主姓名", "年度", "流转面积", "承租方", "年租金"), ("张甲", 2023, 2, "某合作社", 1800), ("张甲", 2024, 2, "某合作社", 1800))
    assert _sheet(tmp_path, village, "land_lease", *leases) == (2, 0, 0)
    assert _sheet(tmp_path, village, "land_lease", *leases) == (0, 2, 0)
    sales = (("户主姓名", "日期", "品名", "金额"), ("张甲", "2025-06-01", "羊肉", 1200), ("张甲", "2025-06-01", "牛肉", 800))
    assert _sheet(tmp_path, village, "sale", *sales) == (2, 0, 0)
    assert _sheet(tmp_path, village, "sale", *sales) == (0, 2, 0)
    head = (*who, "务工区域", "务工地", "票价", "补助金额")
    assert _sheet(tmp_path, village, "travel_subsidy", head, ("张甲", MAN, "县内", "本县", 398.5, 398.5)) == (0, 0, 1)
    assert _sheet(tmp_path, village, "travel_subsidy", head, ("张甲", MAN, "省外", "某市", 398.5, 398.5)) == (1, 0, 0)
    assert _sheet(tmp_path, village, "travel_subsidy", head, ("张甲", MAN, "省外", "某市", 398.5, 398.5)) == (0, 1, 0)
