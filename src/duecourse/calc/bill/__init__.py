"""A lender's bill held against the ledger.

bill       the bill as it was told
check      line by line: what agrees, what differs by how much, and most likely why
readings   the other ways in which the lender may have reckoned
search     the debt reckoned again under them, one at a time, then two
"""
