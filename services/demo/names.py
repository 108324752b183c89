"""Names of people who do not exist: uncommon surnames, two or three signs; some in the Mongolian and Uyghur manner."""

from __future__ import annotations

from random import Random

HAN, MONGOL, UYGHUR = "01", "02", "05"
_SURNAMES = "云禾青砚霁柏桐榆杉枫棠苇荷菱岚屿川泽溪楠乔禹佟阮蔺邬靳鄢桑闵裘郗宓茹柯滕"
_GIVEN_MEN = "山川岩松林海平安成远志明广田春生有福长贵国梁文武永和德厚庆丰家宝立新"
_GIVEN_WOMEN = "兰梅芳云秀霞凤英桂花玉珍春燕秋菊月红雪琴淑惠巧莲素萍冬青晓荷"
_MONGOL_FIRST = ("巴特", "苏和", "那日", "哈斯", "额尔", "布日", "乌云", "萨仁", "朝格", "吉日", "敖登", "宝音")
_MONGOL_MEN = ("巴雅尔", "德力格尔", "孟和", "达来", "敖斯尔", "吉雅图", "朝鲁")
_MONGOL_WOMEN = ("图雅", "其木格", "高娃", "格日乐", "其其格", "塔娜", "琪琪")
_UYGHUR_MEN = ("艾山江", "买合木提", "吐尔洪", "玉山", "亚森江", "阿迪力")
_UYGHUR_WOMEN = ("阿依古丽", "热孜万", "帕提曼", "古丽娜", "再努尔", "米合拉依")
_FATHERS = ("云尔逊", "托合苏提", "沙吾提", "艾则孜木", "依布拉因", "卡斯木江")


def people_of(name: str) -> str:
    """Which people a given long name belongs to."""
    return UYGHUR if "·" in name else MONGOL


class Names:
    """Names of one village, none twice, so that a list that gives a name alone still means one person."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.taken: set[str] = set()

    def reserve(self, name: str) -> None:
        """A name that the plan gives to somebody."""
        self.taken.add(name)

    def people(self) -> str:
        """Which people a household belongs to."""
        return self.dice.choices((HAN, MONGOL, UYGHUR), (80, 16, 4))[0]

    def surname(self) -> str:
        """A Han surname."""
        return self.dice.choice(_SURNAMES)

    def new(self, ethnicity: str, man: bool, surname: str = "") -> str:
        """A name that nobody in this village has yet."""
        while (name := self._name(ethnicity, man, surname)) in self.taken:
            continue
        self.taken.add(name)
        return name

    def _name(self, ethnicity: str, man: bool, surname: str) -> str:
        pick = self.dice.choice
        if ethnicity == MONGOL:
            return pick(_MONGOL_FIRST) + pick(_MONGOL_MEN if man else _MONGOL_WOMEN) + pick(("", "", pick("乐图格巴尔")))
        if ethnicity == UYGHUR:
            return f"{pick(_UYGHUR_MEN if man else _UYGHUR_WOMEN)}·{pick(_FATHERS)}"
        given = _GIVEN_MEN if man else _GIVEN_WOMEN
        return (surname or self.surname()) + "".join(pick(given) for _ in range(pick((1, 2, 2, 2))))
