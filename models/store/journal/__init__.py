"""Capture, seal, heads and fold: the journal is the truth, the tables are a fold of it (sync.md)."""
