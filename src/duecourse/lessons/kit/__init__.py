"""What the lessons share: each thing once. No lesson knows another.

ceiling_mark  the line of the court in a chart
kept       what a model works out once        saving     papers on the disk, in one folder
watched    debts seen from a due day on       months     ends of months
"""
