"""How a name is looked for: by its signs, by the first letters of their sounds, by the end of the ID number."""

from __future__ import annotations

import os
import unicodedata
from functools import lru_cache
from itertools import islice, product

MOST_VARIANTS = 64  # a name of eight signs with two sounds each is bounded here; the usual sounds come first

# As a family name these sound otherwise than in ordinary words; the dictionary lists that sound late.
_FAMILY_NAMES = {
    "单": "shan", "仇": "qiu", "曾": "zeng", "解": "xie", "任": "ren", "区": "ou", "查": "zha", "朴": "piao",
    "盖": "ge", "翟": "zhai", "乐": "yue", "缪": "miao", "秘": "bi", "召": "shao", "员": "yun", "种": "chong",
    "繁": "po", "折": "she", "黑": "he", "覃": "qin", "华": "hua", "尉": "wei", "呼": "hu", "重": "chong", "那": "na",
}  # fmt: skip


def typed(text: str) -> str:
    """A name or a search word in the form the keys have: half-width, lower case, no dots, no spaces."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).lower() if sign.isalnum())


def initials(name: str) -> tuple[str, ...]:
    """First letters of the sounds, every way the name may be read, the likeliest first."""
    letters = [tuple(dict.fromkeys(sound[0] for sound in sounds)) for sounds in _readings(name)]
    return _combined(letters)


def full_pinyin(name: str) -> tuple[str, ...]:
    """The sounds written out and joined, every way the name may be read, the likeliest first."""
    return _combined(_readings(name))


def sounds_alike(one: str, other: str) -> bool:
    """Whether two names may be one heard by two people: 张三 and 章山, 李宁 and 李林."""
    return not _blurred(one).isdisjoint(_blurred(other))


@lru_cache(maxsize=8192)
def _blurred(name: str) -> frozenset[str]:
    """Its sounds without what dialects do not tell apart: zh and z, n and l, -ng and -n."""
    return frozenset(_combined([tuple(dict.fromkeys(map(_blur, sounds))) for sounds in _readings(name)]))


def _blur(sound: str) -> str:
    sound = sound[0] + sound[2:] if sound[:2] in ("zh", "ch", "sh") else sound
    sound = "l" + sound[1:] if sound[0] == "n" else sound
    return sound.removesuffix("g") if sound.endswith("ng") else sound


def sort_key(name: str) -> str:
    """Orders names as a spoken list does: by sound, then by the signs themselves."""
    return " ".join(sounds[0] for sounds in _readings(name)) + " " + typed(name)


def search_keys(name: str, id_no: str | None = None) -> set[str]:
    """Everything under which a person is found: a key that begins with what was typed (after `typed`) is a hit.

    The name stands there with each of its tails, so any part of it of one sign or more is the beginning of a key.
    """
    keys = set(initials(name)) | set(full_pinyin(name)[:1]) | _tails(typed(name))
    number = typed(id_no or "")
    return keys | {number[-4:]} if len(number) >= 4 else keys


def _tails(text: str) -> set[str]:
    return {text[start:] for start in range(len(text))}


def _combined(choices: list[tuple[str, ...]]) -> tuple[str, ...]:
    if not choices:
        return ()
    return tuple(dict.fromkeys("".join(parts) for parts in islice(product(*choices), MOST_VARIANTS)))


def _readings(name: str) -> list[tuple[str, ...]]:
    """The sounds of each sign; a word in Latin letters is one sound, a sign the dictionary lacks has none."""
    readings: list[tuple[str, ...]] = []
    for word in _words(name):
        sounds = (word,) if word.isascii() else _sounds(word)
        if not readings and word in _FAMILY_NAMES:
            sounds = tuple(dict.fromkeys((_FAMILY_NAMES[word], *sounds)))
        if sounds:
            readings.append(sounds)
    return readings


def _words(name: str) -> list[str]:
    """Single Chinese signs, and runs of Latin letters or digits; dots and spaces only divide."""
    words: list[str] = []
    joining = False
    for sign in unicodedata.normalize("NFKC", name).lower():
        plain = sign.isascii() and sign.isalnum()
        if plain and joining:
            words[-1] += sign
        elif sign.isalnum():
            words.append(sign)
        joining = plain
    return words


@lru_cache(maxsize=8192)
def _sounds(sign: str) -> tuple[str, ...]:
    """Asked sign by sign: inside words the dictionary keeps one reading, and a name is not a word (单于)."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # the words are never asked for: spare their loading
    from pypinyin import Style, pinyin

    found = pinyin(sign, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(sound for sound in found[0] if sound) if found else ()
