"""A debt over time: what is owed on any day, and why.

debt           the way in: terms, drawings and events in one value
contract       what a contract says; agreed_terms: what an agreement says, payment by payment
events         what happens to a debt
instalments    the run through an instalment debt, with accruing: what is owed and how it grows
revolving      the run through an account, with account: the same, and minimum: a bill's minimum payment
growth         what grows by the same amount every day; records: what the runs write down
ledger         what was written down, read on any day; explaining: the same as steps
opening        from a contract to a ledger in one call
payoff         what a debt comes to on the day an agreement is made about it
catching_up    what is overdue paid on a day, and everything from then on when it is due
delay          what being late costs, and which clause makes how much of it
cost           what a debt has cost so far, as a yearly rate
"""
