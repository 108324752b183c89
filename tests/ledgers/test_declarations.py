"""A wrong declaration is found here, before anybody builds a form or a table from it."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

import models.ledgers
from models.kernel import Ledger, stored_fields
from models.kernel.checks import check_ledger
from models.ledgers import GROUPS, LEDGERS

FOLDER = Path(models.ledgers.__file__).parent
TEXT_KINDS = {"text", "long"}
NARROWEST_TEXT = 18
every_ledger = pytest.mark.parametrize("id", list(LEDGERS))


@every_ledger
def test_a_declaration_has_no_fault(id: str) -> None:
    assert check_ledger(LEDGERS[id], LEDGERS) == []


def test_the_menu_lists_every_file_of_the_folder() -> None:
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}
    assert set(LEDGERS) == files


def test_every_ledger_stands_in_a_group_of_the_menu() -> None:
    assert [id for ids in GROUPS.values() for id in ids if id not in LEDGERS] == []
    assert {id for ids in GROUPS.values() for id in ids} == set(LEDGERS)


def test_parents_stand_before_their_children() -> None:
    order = list(LEDGERS)
    late = [
        f"{id}.{field.name}"
        for id, ledger in LEDGERS.items()
        for field in stored_fields(ledger)
        if field.to and order.index(field.to) > order.index(id)
    ]
    assert late == []


def test_a_ledger_is_a_short_file() -> None:
    assert len((FOLDER / "toilet.py").read_text(encoding="utf-8").splitlines()) <= 60


@every_ledger
def test_what_is_sorted_summed_searched_by_or_a_standing_is_stored(id: str) -> None:
    spec = LEDGERS[id].__ledger__
    stored = {field.name for field in stored_fields(LEDGERS[id])}
    assert [name for name in (*spec.sort, *spec.totals, *spec.search, *spec.state) if name not in stored] == []


@every_ledger
def test_what_is_summed_is_a_number(id: str) -> None:
    ledger = LEDGERS[id]
    assert [name for name in ledger.__ledger__.totals if not ledger.__fields__[name].kind.numeric] == []


@every_ledger
def test_numbers_of_people_phones_and_cards_are_private(id: str) -> None:
    bare = {("village", "phone")}  # 监督电话 is there to be rung
    open_ones = [f.name for f in LEDGERS[id].__fields__.values() if f.kind.name in ("id", "phone", "card") and f.private == "none"]
    assert [name for name in open_ones if (id, name) not in bare] == []


@every_ledger
def test_photos_are_never_public(id: str) -> None:
    assert [f.name for f in LEDGERS[id].__fields__.values() if f.kind.name == "attachment" and f.private == "none"] == []


@every_ledger
def test_text_can_be_read_when_it_is_printed(id: str) -> None:
    fields = LEDGERS[id].__fields__.values()
    assert [f.name for f in fields if f.kind.name in TEXT_KINDS and f.width < NARROWEST_TEXT] == []


@every_ledger
def test_a_default_is_a_word_the_store_knows_or_a_value_of_the_field(id: str) -> None:
    words = {"today", "this_year", "me", "last", "next_number", "only"}
    for field in LEDGERS[id].__fields__.values():
        if field.default is not None and field.default not in words:
            assert field.kind.parse(field.default).value is not None


@every_ledger
def test_labels_are_chinese_words(id: str) -> None:
    latin = [f.label for f in LEDGERS[id].__fields__.values() if any(letter.isascii() and letter.isalpha() for letter in f.label)]
    assert latin == []


@every_ledger
def test_system_ledgers_stay_out_of_the_menu(id: str) -> None:
    spec = LEDGERS[id].__ledger__
    assert spec.system == (spec.group == "系统")


def test_all_tables_can_be_made() -> None:
    engine = create_engine("sqlite://")
    Ledger.metadata.create_all(engine)
    assert set(LEDGERS) <= set(inspect(engine).get_table_names())
    engine.dispose()


def test_headings_of_townships_find_their_fields() -> None:
    wanted = {
        ("person", "公民身份号码"): "id_no", ("person", "证件号码"): "id_no", ("person", "与户主的关系"): "relation",
        ("household", "户主身份证号"): "head_id", ("household", "村民小组"): "group", ("household", "监测类别"): "monitoring_class",
        ("loan", "贷款金额"): "amount", ("loan", "到期时间"): "due_on", ("toilet", "改厕模式"): "mode",
        ("toilet", "完工日期"): "built_on", ("job", "务工月收入"): "wage", ("visit", "走访人员"): "visitors",
    }  # fmt: skip
    for (ledger, heading), name in wanted.items():
        fields = LEDGERS[ledger].__fields__.values()
        assert [f.name for f in fields if heading in (f.label, *f.aliases)] == [name]


@every_ledger
def test_words_of_the_workshop_stay_out_of_the_forms(id: str) -> None:
    spec, fields = LEDGERS[id].__ledger__, LEDGERS[id].__fields__.values()
    words = [spec.title, *(part for field in fields for part in (field.label, field.group, field.help))]
    assert [word for word in words if any(bad in word for bad in ("字段", "同步", "冲突", "校验", "哈希", "实体", "事务"))] == []
