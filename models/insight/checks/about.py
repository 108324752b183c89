"""What checks of several families ask of a household or a person at hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from models.rules.dates import age_on
from models.rules.household import Member
from models.rules.id_number import read_certificate

Values = Mapping[str, Any]


def assisted(household: Values | None) -> bool:
    """脱贫户 or 监测户: those for whom the help is meant."""
    return (household or {}).get("assisted") is True


def age(person: Values | None, on: date) -> int | None:
    """Full years by the certificate, else by what was typed for somebody without one."""
    card = read_certificate((person or {}).get("id_no"))
    born = card.born if card else (person or {}).get("stated_born")
    return age_on(born, on) if born and born <= on else None


def member(person: Values) -> Member:
    """What decides whether somebody is of a household."""
    return Member(person["relation"], None, person["shares_income"], person["joined_on"], person["left_on"], labour=person["labour"])
