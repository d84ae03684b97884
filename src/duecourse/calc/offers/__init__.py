"""Offers and agreements.

offered          what can be offered: the parts of an offer
agreed_plan      the payments they make, laid out
offers           what an offer comes to, and offers side by side
limits           what rules say of an offer
shortest_plan    the shortest plan that a household can carry
agreement        an agreed plan as a debt of its own
agreed_futures   what a report shows where an offer is agreed on: every payment made, or one missed
"""
