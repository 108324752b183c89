"""人: entries about one person that do not go together.

Source: rule titles published for the national assistance system (numbers like 2_12_008 are theirs), as sentences.
All ages that a document could change come as arguments. Where a sentence begins with 可是, 在校 or 性别却是, the ledger
says first what stands there.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from models.rules.dates import day_words
from models.rules.id_number import FEMALE, MALE, read_certificate

MALE_RELATIONS = frozenset({"3", "6", "7", "9", "11", "13", "15", "17", "19", "22", "24", "27"})
FEMALE_RELATIONS = frozenset({"4", "5", "8", "10", "12", "14", "16", "18", "20", "23", "25", "26"})
NOT_IN_SCHOOL = frozenset({"preschool", "out", "unknown"})
NO_LABOUR = frozenset({"none", "lost"})
ABLE = frozenset({"ordinary", "skilled"})
_SEX = {MALE: "男", FEMALE: "女"}


def stage_group(stage: str) -> str:
    """The kind of school without its year: middle2 is middle."""
    return stage.rstrip("0123456789")


def in_school(stage: str | None) -> bool:
    """Whether a stage means that somebody goes to school."""
    return bool(stage) and stage not in NOT_IN_SCHOOL


def relation_doubt(relation: str | None, sex: str | None) -> str | None:
    """V06 (2_12_008): 之女 are women, 之子 are men."""
    if (relation in MALE_RELATIONS and sex == FEMALE) or (relation in FEMALE_RELATIONS and sex == MALE):
        return f"性别却是{_SEX[sex]}，请核对是关系写错了，还是证件号录错了。"
    return None


def typed_doubt(id_no: str | None, sex: str | None, born: date | None) -> str | None:
    """What was typed beside the number against what the number says."""
    card = read_certificate(id_no)
    if card and sex in {MALE, FEMALE} and sex != card.sex:
        return f"填的性别是{_SEX[sex]}，身份证号里是{_SEX[card.sex]}，请核对。"
    if card and born and born != card.born:
        return f"填的出生日期是{day_words(born)}，身份证号里是{day_words(card.born)}，请核对。"
    return None


def schooling_doubt(education: str | None, stage: str | None) -> str | None:
    """V07 (3_01_003): 文化程度 is for those who have left school, 在读学段 for those who have not."""
    return "正在上学的不用填，请核对。" if education and in_school(stage) else None


def labour_doubt(
    age: int | None, labour: str | None, stage: str | None, health: Collection[str], low: int, high: int
) -> str | None:
    """V08 (2_01_011, 1111_07, 5_12_008): too young or in school has no labour; healthy and grown-up has."""
    if not labour or labour == "unknown":
        return None
    if age is not None and age < low and labour != "none":
        return f"可是才{age}周岁，不满{low}周岁的应当是无劳动力。"
    if in_school(stage):
        return "在校学生应当是无劳动力，请核对。" if labour != "none" else None
    grown = age is not None and low <= age < high
    if grown and tuple(health) == ("healthy",) and labour not in ABLE:
        return f"可是{age}周岁、健康、不在上学，请核对。"
    return None


def disability_labour_doubt(kind: str | None, level: str | None, labour: str | None) -> str | None:
    """V08 (4_01_008): severe physical disability beside full labour."""
    severe = kind == "4" and level in {"1", "2"}
    return "可是肢体残疾一二级，请核对。" if severe and labour in ABLE else None


def stage_doubt(stage: str | None, age: int | None, low: int | None, high: int | None) -> str | None:
    """V09 (5_17_001 to 006): a school stage far from the age for it."""
    if not in_school(stage) or age is None:
        return None
    if (low is not None and age < low) or (high is not None and age > high):
        return f"可是{age}周岁，一般是{_ages(low, high)}，请核对。"
    return None


def _ages(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return f"{low}到{high}周岁"
    return f"{high}周岁以下" if low is None else f"{low}周岁以上"


def dropout_doubt(
    age: int | None, stage: str | None, reason: str | None, health: Collection[str], low: int, high: int
) -> str | None:
    """V09 (1_02_005): a child of school age, neither in school nor with a reason. Blank is nothing to say."""
    if age is None or not low <= age < high or stage != "out" or reason:
        return None
    return f"{age}周岁不在读，没有写失学原因，请问清楚。" if "disabled" not in health else None


def preschool_doubt(age: int | None, stage: str | None, health: Collection[str], high: int | None) -> str | None:
    """V09 (5_17_006): old enough for school, healthy, and still 学龄前."""
    late = age is not None and high is not None and age > high and stage == "preschool"
    return f"{age}周岁，在读学段还是学龄前儿童，请核对。" if late and tuple(health) == ("healthy",) else None


def low_schooling_doubt(age: int | None, education: str | None, low: int, high: int) -> str | None:
    """V09 (5_17_007): grown up after compulsory schooling, and only 小学 or less."""
    if age is not None and low <= age <= high and education in {"none", "primary"}:
        return f"{age}周岁，文化程度只到小学，请核对是不是辍学。"
    return None


def health_fault(health: Collection[str]) -> str | None:
    """健康 stands alone."""
    return "选了健康，就不能再选别的。" if "healthy" in health and len(health) > 1 else None


def disability_doubt(health: Collection[str], id_no: str | None, certificate: str | None) -> str | None:
    """V10 (4_12_003): disabled, but no disability card."""
    card = read_certificate(id_no)
    if "disabled" in health and certificate != "disability_card" and not (card and card.disability):
        return "健康状况是残疾，没有残疾人证号。"
    return None


def dropout_health_doubt(reason: str | None, health: Collection[str]) -> str | None:
    """V10 (2_01_012): out of school for illness, and healthy."""
    if reason in {"illness", "disability"} and "healthy" in health:
        return "失学原因是因病或因残，健康状况却是健康，请核对。"
    return None


def destitute_doubt(
    age: int | None, destitute: str | None, health: Collection[str], stage: str | None, low: int, high: int
) -> str | None:
    """V12 (5_15_018): healthy, grown-up, out of school, and on 特困供养."""
    able = age is not None and low <= age < high and tuple(health) == ("healthy",) and not in_school(stage)
    return f"{age}周岁、健康、不在上学，享受特困供养，请核对。" if able and destitute in {"rural", "urban"} else None


def leaving_fault(joined_on: date | None, left_on: date | None) -> str | None:
    """Gone before having come."""
    return "减少日期比增加日期还早，请核对。" if joined_on and left_on and left_on < joined_on else None
