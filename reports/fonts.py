"""Fonts for paper: the office fonts of Windows and Kylin when they are there, else the open font that a wheel carries.

reportlab embeds TrueType outlines only, so anything else is passed over quietly. No character is ever printed as an
empty box: each run falls back to a font that has it, and one that no font has is printed as 〓 and reported.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from reports.heavy import heavy
from reports.printable import clean

# Set to "bundled" where the same bytes are wanted on every machine (tests, pictures, the demo).
CHOICE_VARIABLE = "ZHENXING_FONTS"
GETA = "〓"
# A box to tick: fonts that draw it at half width are made to draw it as large as a character, or no pen finds it.
BOX, BOX_WIDTH = "□", 0.95

# File names as Windows, Kylin/UOS (方正) and Debian install them, best first.
STYLES: dict[str, tuple[str, ...]] = {
    "仿宋": ("simfang.ttf", "fzfsk.ttf", "fzfsjw.ttf", "fangsong.ttf", "stfangso.ttf"),
    "宋体": ("simsun.ttc", "fzssk.ttf", "fzssjw.ttf", "stsong.ttf", "gbsn00lp.ttf"),
    "楷体": ("simkai.ttf", "fzktk.ttf", "fzktjw.ttf", "stkaiti.ttf", "gkai00mp.ttf"),
    "黑体": ("simhei.ttf", "fzhtk.ttf", "fzhtjw.ttf", "stxihei.ttf", "wqy-zenhei.ttc"),
    "小标宋": ("fzxbsjw.ttf", "fzxbsk.ttf", "fzxbsjt.ttf", "simsun.ttc", "fzssk.ttf", "fzssjw.ttf", "gbsn00lp.ttf"),
}
# Faces that are heavy by nature: the bundled font, which has one weight, stands in for them in a heavy cut.
HEAVY = ("黑体", "小标宋")
# Only for characters that the office fonts lack: rare names.
RARE = ("simsunb.ttf", "simsunextg.ttf", "simsun.ttc", "simkai.ttf")
BUNDLED_NAME, HEAVY_NAME = "ZhenxingBundled", "ZhenxingBundledHeavy"


def bundled_path() -> Path:
    """The font file that comes with the program, for paper and for the window alike."""
    return Path(str(resources.files("paperang_p2_fonts_cjk").joinpath("fonts", "wqy-microhei.ttc")))


class Face:
    """A typeface with the fonts that stand in for it; measures text and cuts it into runs of one font."""

    def __init__(self, fonts: tuple[TTFont, ...]) -> None:
        self.fonts = fonts
        self.name: str = fonts[0].fontName
        self._plain: set[str] = set()
        self._advances: dict[str, float] = {}

    def plain(self, text: str) -> bool:
        """Whether the first font can draw all of it, which nearly always holds."""
        if self._plain.issuperset(text):
            return True
        glyphs = self.fonts[0].face.charToGlyph
        self._plain.update(char for char in text if ord(char) in glyphs and (char != BOX or self.grown(BOX) == 1))
        return self._plain.issuperset(text)

    def font_for(self, char: str) -> TTFont | None:
        """The first font that has the character."""
        return next((font for font in self.fonts if ord(char) in font.face.charToGlyph), None)

    def runs(self, text: str) -> list[tuple[str, str]]:
        """The text as (font name, piece), a character that no font has replaced by 〓."""
        if self.plain(text):
            return [(self.name, text)]
        runs: list[tuple[str, str]] = []
        for char in text:
            font = self.font_for(char)
            name, drawn = (font.fontName, char) if font else (self.name, GETA)
            if runs and runs[-1][0] == name and BOX not in (char, runs[-1][1][-1]):
                runs[-1] = (name, runs[-1][1] + drawn)
            else:
                runs.append((name, drawn))
        return runs

    def advance(self, char: str) -> float:
        """How far one character moves on, in units of the font size."""
        known = self._advances.get(char)
        if known is None:
            known = self._natural(char) * self.grown(char)
            self._advances[char] = known
        return known

    def grown(self, piece: str) -> float:
        """How much larger than its size a piece of a run is drawn: 1 but for a box to tick."""
        return max(1.0, BOX_WIDTH / self._natural(BOX)) if piece[0] == BOX else 1.0

    def _natural(self, char: str) -> float:
        font = self.font_for(char)
        width: float = (font or self.fonts[0]).stringWidth(char if font else GETA, 1)
        return width

    def width(self, text: str) -> float:
        """Width at size 1."""
        try:
            return sum(map(self._advances.__getitem__, text))
        except KeyError:
            return sum(map(self.advance, text))


def missing(text: str) -> set[str]:
    """The characters that no font on this machine can draw, so that a return can say which name to write by hand."""
    drawer = face("仿宋")
    return {char for char in set(clean(text)) - {"\n"} if drawer.font_for(char) is None}


def face(style: str) -> Face:
    """The face for 仿宋, 宋体, 楷体, 黑体 or 小标宋 on this machine."""
    return _face(style, os.environ.get(CHOICE_VARIABLE, ""))


@lru_cache(maxsize=16)
def _face(style: str, choice: str) -> Face:
    bundled = _heavy() if style in HEAVY else _bundled()
    if choice == "bundled":
        return Face((bundled,))
    own = _first(STYLES[style])
    rare = tuple(font for font in (_load(name) for name in RARE) if font)
    fonts = dict.fromkeys((*((own,) if own else ()), bundled, *rare))
    return Face(tuple(fonts))


@lru_cache(maxsize=1)
def _bundled() -> TTFont:
    font = TTFont(BUNDLED_NAME, str(bundled_path()), subfontIndex=0)
    pdfmetrics.registerFont(font)
    return font


@lru_cache(maxsize=1)
def _heavy() -> TTFont:
    font = heavy(_bundled(), HEAVY_NAME)
    pdfmetrics.registerFont(font)
    return font


def _first(names: tuple[str, ...]) -> TTFont | None:
    return next((font for font in map(_load, names) if font), None)


@lru_cache(maxsize=32)
def _load(file_name: str) -> TTFont | None:
    """The font of that file name, or None when it is not there or reportlab cannot embed it."""
    path = _installed().get(file_name)
    if path is None:
        return None
    try:
        font = TTFont(f"Zhenxing-{file_name}", str(path), subfontIndex=0)
    except (TTFError, OSError, ValueError):
        return None
    pdfmetrics.registerFont(font)
    return font


@lru_cache(maxsize=1)
def _installed() -> dict[str, Path]:
    """Font files of this machine by lower-case name; only the names we know, one walk per start."""
    wanted = {name for names in (*STYLES.values(), RARE) for name in names}
    return {
        name.lower(): Path(folder, name)
        for root in _font_folders()
        for folder, _, names in os.walk(root)
        for name in names
        if name.lower() in wanted
    }


def _font_folders() -> Iterator[str]:
    if windows := os.environ.get("WINDIR"):
        yield str(Path(windows, "Fonts"))
    if local := os.environ.get("LOCALAPPDATA"):
        yield str(Path(local, "Microsoft", "Windows", "Fonts"))
    yield from ("/usr/share/fonts", "/usr/local/share/fonts")
    yield str(Path("~/.local/share/fonts").expanduser())
