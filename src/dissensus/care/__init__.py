"""Care for a codebook: rename, merge, split, recode; what is unused or looks alike.

Every change is drafted first (``Draft``: the rows before and after). A preview shows the draft, an act
carries it out; so what was shown is what is done.
"""
