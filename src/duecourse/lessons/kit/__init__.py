"""What the lessons share: each thing once. No lesson knows another.

kept          what a model works out once       saving      papers on the disk, in one folder
watched       debts seen from a due day on      which_debt  the choice between debts
ceiling_mark  the line of the court in a chart  months      ends of months
idle          what can wait until nothing moves
"""
