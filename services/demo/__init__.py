"""The made-up township: its people and facts, the lists it writes, and the whole round from keystroke to receipt."""

from services.demo.round import build

__all__ = ["build"]
