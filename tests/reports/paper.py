"""What a printed return says, read back by another program than the one that drew it."""

from __future__ import annotations

import re

from reports.preview import page_count, page_text
from services import returning


def flat(text: str) -> str:
    """Without the places where the page broke it."""
    return re.sub(r"\s", "", text)


def pages(made: returning.Made) -> str:
    """All text of the PDF."""
    (file,) = [one for one in made.files if one.format == "pdf"]
    return flat("".join(page_text(file.data, at) for at in range(page_count(file.data))))
