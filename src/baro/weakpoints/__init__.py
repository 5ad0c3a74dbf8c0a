"""Weak points of units: recorded, given an owner and tasks, solved with evidence, accepted by somebody else."""
