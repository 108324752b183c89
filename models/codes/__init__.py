"""Official and local code lists, one file a subject; nothing here knows a ledger or a database.

Three habits of code. Where a standard has codes (GB/T 3304, 4761, 2260, 4762, 4754) they are those of the standard.
Where the program itself asks for the code (who is visited, where somebody works) it is a short English word, the same
word as in models/rules and in figure ids. All other lists count 1, 2, 3 in the order of their source: a number, once
given, is never given to another label. Every list ends with 不清楚, added by `kernel.code_list`.
"""
