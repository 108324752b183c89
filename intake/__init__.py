"""Workbooks coming in: read them safely, find the head, and turn rows into values with a mistake per bad cell."""
