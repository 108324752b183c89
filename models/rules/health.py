"""基本医疗: yearly insurance, illness, and the card of a chronic illness with its clock of working days.

Sources: county health measures of 2023 (a card applied for this month is judged, made and handed over within ten working
days; a card near its end is renewed at once where nothing has changed); 国办发〔2021〕42号 for help with contributions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.rules.dates import day_words
from models.rules.workdays import add_workdays, workdays_between

INSURED = frozenset({"resident", "worker", "elsewhere", "army"})
_FOUR = {
    "pressure": ("高血压",), "sugar": ("糖尿病",), "lung": ("结核",),
    "mind": ("精神障碍", "精神分裂", "精神病", "双相", "偏执性精神"),
}  # fmt: skip
_WORDS = {"pressure": "高血压", "sugar": "糖尿病", "lung": "结核病", "mind": "严重精神障碍"}


@dataclass(frozen=True)
class Card:
    """The dates of one card, as far as they are known."""

    applied_on: date | None = None
    judged_on: date | None = None
    issued_on: date | None = None
    refused_on: date | None = None
    stopped_on: date | None = None
    reviewed_on: date | None = None
    review_due: date | None = None
    opening: bool = False


def four_of(disease: str | None) -> str:
    """Which of the four chronic illnesses a name means; 不是四类 otherwise."""
    return next((code for code, words in _FOUR.items() if any(w in (disease or "") for w in words)), "none")


def card_state(card: Card, on: date, workdays: int | None) -> str:
    """Where a card stands on a day; one entered as 期初 without an application is simply there."""
    if _passed(card.stopped_on, on):
        return "stopped"
    if _passed(card.issued_on, on) or (card.opening and not card.applied_on and not card.refused_on):
        return "to_review" if card.review_due and card.review_due <= on else "issued"
    if _passed(card.refused_on, on):
        return "refused"
    if not _passed(card.applied_on, on):
        return "to_apply"
    return "late" if (due := issue_due(card.applied_on, workdays)) and on > due else "applied"


def _passed(day: date | None, on: date) -> bool:
    return day is not None and day <= on


def issue_due(applied_on: date | None, workdays: int | None) -> date | None:
    """By when the card is to be in somebody's hands."""
    return add_workdays(applied_on, workdays) if applied_on and workdays is not None else None


def card_fault(card: Card) -> tuple[str, str] | None:
    """Dates of one row that contradict each other: the field, and the sentence."""
    before, named = card.applied_on, "申报日期"
    for field, day, label in (("judged_on", card.judged_on, "鉴定日期"), ("issued_on", card.issued_on, "发放日期")):
        if day and before and day < before:
            return field, f"{label}比{named}还早，请核对。"
        before, named = (day, label) if day else (before, named)
    if card.refused_on and card.applied_on and card.refused_on < card.applied_on:
        return "refused_on", "没通过的日期比申报日期还早，请核对。"
    if card.issued_on and card.reviewed_on and card.reviewed_on < card.issued_on:
        return "reviewed_on", "复审日期比发放日期还早，请核对。"
    if card.issued_on and card.review_due and card.review_due <= card.issued_on:
        return "review_due", "复审到期日不比发放日期晚，请核对。"
    if card.issued_on and card.stopped_on and card.stopped_on < card.issued_on:
        return "stopped_on", "停用日期比发放日期还早，请核对。"
    return None


def card_doubt(card: Card, on: date, workdays: int | None) -> tuple[str, str] | None:
    """Ten working days that were not kept, a card both refused and handed over, a review of the past."""
    due = issue_due(card.applied_on, workdays)
    if card.refused_on and card.issued_on:
        return "refused_on", "又写没通过，又写发放了，请核对是哪一样。"
    if due and card.applied_on and card.issued_on and card.issued_on > due:
        took = workdays_between(card.applied_on, card.issued_on)
        return "issued_on", f"申报到发放用了{took}个工作日，规定是{workdays}个，请写明原因。"
    if due and on > due and not (card.issued_on or card.refused_on or card.stopped_on):
        return "issued_on", f"申报的卡应在{day_words(due)}前发到手，还没有发放日期，请催一催。"
    if card.reviewed_on and card.review_due and card.review_due <= card.reviewed_on:
        return "review_due", "已经复审，请把复审到期日改成下一次的。"
    return None


def insurance_doubt(kind: str | None, why: str | None, paid: object) -> str | None:
    """Not insured has a reason; insured has none."""
    if kind == "none" and not why:
        return "没有参保，请写原因。"
    if kind == "none" and paid:
        return "写了缴费，险种却是未参保，请核对。"
    return "已经参保，又写了没参保原因，请核对。" if kind in INSURED and why and why != "unknown" else None


def paid_year_doubt(year: int | None, paid_on: date | None) -> str | None:
    """A year is paid for in the autumn before or in the year itself."""
    if year and paid_on and paid_on.year not in (year - 1, year):
        return f"缴费日期不在{year - 1}年或{year}年，请核对参保年度。"
    return None


def amount_doubt(kind: str | None, own: Decimal | None, subsidy: Decimal | None, due: int | None) -> str | None:
    """What was paid and what was helped with make up the year's contribution of 居民医保."""
    if kind != "resident" or due is None or own is None or subsidy is None or own + subsidy == due:
        return None
    return f"自己缴的加上资助的是{own + subsidy}元，当年标准是{due}元，请核对。"


def subsidy_doubt(kind: str | None, money: Decimal | None) -> str | None:
    """Money without a class of help, or a class of none beside money."""
    if money and kind == "none":
        return "资助类别是没有资助，却写了资助金额，请核对。"
    return "写了资助金额，没有写按哪一类资助。" if money and not kind else None


def illness_doubt(kind: str | None, disease: str | None, treatment: str | None) -> tuple[str, str] | None:
    """A chronic illness of the four is no 大病; a 大病 not treated is looked after."""
    if kind == "serious" and disease and four_of(disease) != "none" and "肾" not in disease:
        return "kind", "四类慢性病一般记成慢病，请核对是不是大病。"
    if kind == "serious" and treatment == "not_yet":
        return "treatment", "大病还没有专项救治，请联系医院和家医。"
    return None


def health_mismatch(kind: str | None, health: Collection[str]) -> str | None:
    """An illness of somebody whose 健康状况 does not say so."""
    word = {"serious": "serious", "chronic": "chronic"}.get(kind or "")
    if not word or not health or word in health or "unknown" in health:
        return None
    return f"家庭成员里的健康状况没有写{'患有大病' if word == 'serious' else '长期慢性病'}，请核对。"


def uncarded(disease: str | None, cards: Iterable[str | None]) -> str | None:
    """One of the four chronic illnesses, and no card for it: the finding of a provincial review."""
    four = four_of(disease)
    if four == "none" or any(four_of(card) == four for card in cards):
        return None
    return f"{_WORDS[four]}还没有慢病卡，问问要不要申报。"
