"""Whole jobs that window and command line both call: plain functions, a progress callback, no Qt and no Typer."""
