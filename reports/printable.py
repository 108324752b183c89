"""Text that paper and cells can take. Apart from the fonts, so that asking for it loads no drawing library."""

from __future__ import annotations

import unicodedata


def clean(text: str) -> str:
    """Without what cannot be printed: control and invisible characters go, a tab becomes a space, line ends stay."""
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\u2028", "\n")
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
