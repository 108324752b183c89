"""The two doors: without a command the window opens; a command does one job without it.

Nothing else happens here, so that a command never loads Qt and the window never loads the command line.
"""

import sys


def window_options(words: list[str]) -> dict[str, str] | None:
    """The options of a start without a command; None when a command, or anything else, is named."""
    options: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        value = value if equals else next(rest, "")
        if name not in ("--data", "--operator") or not value:
            return None
        options[name.removeprefix("--")] = value
    return options


def main(words: list[str]) -> int:
    """Open the window or carry out the command; the number is the exit code."""
    options = window_options(words)
    if options is not None:
        from gui import app

        return app.run(**options)
    from commands import front

    return front.run(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
