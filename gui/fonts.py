"""Chinese on every screen: the machine's own font when it has one, else the open font that comes with the program."""

from __future__ import annotations

import os
from functools import lru_cache
from importlib import resources
from pathlib import Path

from PySide6.QtGui import QFontDatabase

# Best first, as Windows, Kylin/UOS and Debian name them.
PREFERRED = (
    "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN",
    "HarmonyOS Sans SC", "PingFang SC", "WenQuanYi Micro Hei", "方正黑体_GBK",
)
# The variable of reports.fonts: pictures and tests ask for the same letters on every machine.
CHOICE_VARIABLE = "ZHENXING_FONTS"


@lru_cache(maxsize=1)
def family() -> str:
    """The family for everything in the window."""
    if os.environ.get(CHOICE_VARIABLE) != "bundled":
        chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
        if chinese:
            return next((name for name in PREFERRED if name in chinese), chinese[0])
    number = QFontDatabase.addApplicationFont(str(bundled_path()))
    found = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return found[0] if found else "sans-serif"


def bundled_path() -> Path:
    """The font file of the wheel; not asked of reports.fonts, which loads reportlab and would slow the start."""
    return Path(str(resources.files("paperang_p2_fonts_cjk").joinpath("fonts", "wqy-microhei.ttc")))
