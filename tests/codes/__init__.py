"""Code lists and the presets that come with the program."""
