"""What lenders see of a debt, and what new credit costs.

report        the code of each month, and the class in the lender's books
late_record   times of being late: when each ended, and when the report no longer shows it
futures       the months to come: paid today, caught up, nothing
quotes        new credit, however it is quoted: what it costs a year
slips         figures that are published and wrong
"""
