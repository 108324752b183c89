"""The made-up township: its people and facts, the lists it writes, and the whole round from keystroke to receipt."""
