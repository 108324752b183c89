"""Bytes and people: cards, keys, packages, safe writing. What a package means for tables is store/journal's work."""
