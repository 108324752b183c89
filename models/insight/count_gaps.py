"""资料完整度 as figures: how much of what is asked for is written, and how many places are still blank.

Source: our own, for a list to take along; being blank is never a mistake, and no document sets a share to reach.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from models.insight import gaps
from models.insight.figure import Amount, Figure, Record
from models.insight.gaps import Filled
from models.insight.reader import Reader


def _homes(reader: Reader) -> dict[str, tuple[Filled, int]]:
    """What each household's records say, and how many places they leave blank; worked out once a question."""
    def work() -> dict[str, tuple[Filled, int]]:
        found = ((home["uid"], gaps.of_household(reader, home)) for home in reader.households)
        return {uid: (filled, len(blank)) for uid, (filled, blank) in found}

    return reader.once("filled", work)


def _told(reader: Reader) -> Iterable[Record]:
    return (Record("household", uid, filled.told) for uid, (filled, _) in _homes(reader).items())


def _share(reader: Reader, _records: Sequence[Record]) -> Amount | None:
    return gaps.together(filled for filled, _ in _homes(reader).values()).percent


def _blank(reader: Reader) -> Iterable[Record]:
    return (Record("household", uid, blank) for uid, (_, blank) in _homes(reader).items() if blank)


_ASKED = "农户、家庭成员和正在办的务工、贷款、户厕里常用的、对这一户用得上的栏"
_SOURCE = "本台账自己的数，供下户补填，不考核"
FIGURES: tuple[Figure, ...] = (
    Figure("household.filled", "资料完整度", "%", f"{_ASKED}里，已经填了的占多少，不足百分之一的舍去；不清楚也算填了。", _SOURCE, _told, _share,
           thorough=True),
    Figure("household.gaps", "还空着的栏", "处", f"{_ASKED}里，还空着的有多少处；空着不算错。", _SOURCE, _blank, thorough=True),
)  # fmt: skip
