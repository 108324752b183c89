"""The command line's front: takes the words apart, runs one command, and turns whatever happens into an exit code."""

from __future__ import annotations

from collections.abc import Sequence

from commands.call import Call, split_off
from commands.output import Answer, done, failed, say
from models.kernel.errors import UsageMistake


def run(words: Sequence[str]) -> int:
    """Carry out one command; returns 0 done, 1 refused in part, 2 wrong usage, 3 cannot open, 4 a bug."""
    try:
        answer = _perform(words)
    except (Exception, KeyboardInterrupt) as error:
        answer = failed(error)
    say(answer, as_json="--json" in _before_dashes(words))
    return answer.code


def _before_dashes(words: Sequence[str]) -> Sequence[str]:
    return words[: words.index("--")] if "--" in words else words


def _perform(words: Sequence[str]) -> Answer:
    from commands import usage

    call, rest = split_off(words)
    command = next((word for word in rest if not word.startswith("-")), "")
    if "--help" in _before_dashes(rest):
        text = usage.help_text(command)
        return done({"help": text}, text)
    if not rest or rest[0] != command:
        raise UsageMistake(f"先写命令，再写选项。写 {usage.PROGRAM} --help 看有哪些命令。")
    return _call_typer(call, command, rest)


def _call_typer(call: Call, command: str, rest: list[str]) -> Answer:
    import typer

    from commands import usage

    try:
        answer = usage.group_of(command)(rest, obj=call, standalone_mode=False)
    except typer.TyperException as error:
        raise UsageMistake(usage.sentence(error, command)) from None
    except typer.Abort:
        raise KeyboardInterrupt from None
    if not isinstance(answer, Answer):
        raise TypeError(f"{command} gave no answer")
    return answer
