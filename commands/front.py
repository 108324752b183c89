"""The command line's doorstep: what else there is takes a second to load, and Ctrl+C may come before it can answer."""

from __future__ import annotations

from collections.abc import Sequence


def run(words: Sequence[str]) -> int:
    """`commands.app.run`, stopped while it loads as it is stopped at work: one object or sentence, and 1."""
    try:
        from commands import app

        return app.run(words)
    except KeyboardInterrupt as stopped:
        from commands.output import failed, say

        answer = failed(stopped)
        say(answer, as_json="--json" in words)
        return answer.code
