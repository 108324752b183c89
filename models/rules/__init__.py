"""Policy arithmetic: pure functions on plain values, standard library only.

No function here holds an amount, a number of days or a ratio: those are dated parameters and come as arguments
(resources/parameters, chosen by `parameters.pick`). A function named `…_doubt` gives one short Chinese sentence, or
None when nothing is to be said; how grave that is (要改, 存疑, 提示) is for the ledger that asks to decide.
"""
