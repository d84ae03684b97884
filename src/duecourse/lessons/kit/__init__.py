"""What the lessons share: each thing once. No lesson knows another.

saving       papers on the disk, in one folder of the learner's
"""
