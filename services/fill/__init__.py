"""Filling somebody else's form: what its headings mean, whom it is about, and what is put where. `services.filling` is the door."""
