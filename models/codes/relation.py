"""与户主关系: the list of the national assistance system, each mapped to GB/T 4761-2008 《家庭关系代码》.

Our own codes are numbers in the order of that list, for it is finer in places than the standard and coarser in others.
"""

from models.kernel.codelist import code_list

HEAD = "1"
SPOUSE = "2"

# label of the national list, the GB/T 4761 code or codes it stands for
_LIST = (
    ("户主", ("02",)),
    ("配偶", ("10", "11", "12")),
    ("之子", ("20",)),
    ("之女", ("30",)),
    ("之儿媳", ("38",)),
    ("之女婿", ("28",)),
    ("之孙子", ("41",)),
    ("之孙女", ("42",)),
    ("之外孙子", ("43",)),
    ("之外孙女", ("44",)),
    ("之父", ("51",)),
    ("之母", ("52",)),
    ("之岳父", ("55",)),
    ("之岳母", ("56",)),
    ("之公公", ("53",)),
    ("之婆婆", ("54",)),
    ("之祖父", ("61",)),
    ("之祖母", ("62",)),
    ("之外祖父", ("63",)),
    ("之外祖母", ("64",)),
    ("之兄弟姐妹", ("71", "73", "75", "77")),
    ("之曾孙子", ("47",)),
    ("之曾孙女", ("48",)),
    ("之侄儿", ("93",)),
    ("之侄女", ("94",)),
    ("之兄弟媳妇", ("72", "74")),
    ("之叔伯", ("81", "83")),
    ("其他", ("45", "46", "76", "78", "95", "96", "97", "99")),
)

_SPOKEN = {
    "本人": "户主", "妻子": "配偶", "妻": "配偶", "丈夫": "配偶", "夫": "配偶", "爱人": "配偶", "老伴": "配偶",
    "长子": "之子", "次子": "之子", "三子": "之子", "独生子": "之子", "养子": "之子", "继子": "之子",
    "长女": "之女", "次女": "之女", "三女": "之女", "独生女": "之女", "养女": "之女", "女儿": "之女",
    "父亲": "之父", "母亲": "之母", "爷爷": "之祖父", "奶奶": "之祖母", "姥爷": "之外祖父", "姥姥": "之外祖母",
    "外公": "之外祖父", "外婆": "之外祖母", "孙子": "之孙子", "孙女": "之孙女", "外孙": "之外孙子", "儿子": "之子",
    "之侄子": "之侄儿", "侄子": "之侄儿",
    "兄": "之兄弟姐妹", "弟": "之兄弟姐妹", "姐": "之兄弟姐妹", "妹": "之兄弟姐妹",
    "哥哥": "之兄弟姐妹", "弟弟": "之兄弟姐妹", "姐姐": "之兄弟姐妹", "妹妹": "之兄弟姐妹",
    "嫂": "之兄弟媳妇", "嫂子": "之兄弟媳妇", "弟媳": "之兄弟媳妇", "伯父": "之叔伯", "叔父": "之叔伯",
    "其他亲属": "其他", "非亲属": "其他", "姐夫": "其他", "妹夫": "其他", "外甥": "其他", "外甥女": "其他",
    "孙媳": "其他", "孙女婿": "其他",
}  # fmt: skip

_CODES = {label: str(i) for i, (label, _) in enumerate(_LIST, 1)}

RELATION = code_list(
    "relation",
    "与户主关系",
    "全国防返贫监测信息系统导出表，2023年12月；对照GB/T 4761-2008",
    tuple((code, label) for label, code in _CODES.items()),
    {
        **{label[1:]: code for label, code in _CODES.items() if label.startswith("之")},
        **{said: _CODES[label] for said, label in _SPOKEN.items()},
    },
)

GB_4761 = {_CODES[label]: codes for label, codes in _LIST}
"""Our code to the codes of GB/T 4761-2008 that it covers, the usual one first."""


def from_gb(code: str) -> str | None:
    """Our code for a GB/T 4761 code, for rosters out of other departments' systems; other sons (21-29) are 之子."""
    for ours, theirs in GB_4761.items():
        if code in theirs:
            return ours
    if code[:1] in ("2", "3") and len(code) == 2 and code[1].isdigit():
        return _CODES["之子" if code[0] == "2" else "之女"]
    return None
