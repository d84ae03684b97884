"""The household that pays.

budget       what a month leaves, in normal and in bad months, and whether it carries a plan
cash         the account day by day: on which day it runs dry, and what moves that day
fund         the emergency fund
households   the chance of being late, from many households like this one
simulating   the simulation behind it, the only one that needs numpy
"""
