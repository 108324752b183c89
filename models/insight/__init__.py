"""What the records say: figures (one definition each), duties (what is due), and what is known of a household.

Everything here is counted from live records on a day; nothing is stored, so nothing can fall out of step.
"""
