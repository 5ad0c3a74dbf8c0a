"""Work that a decision gives out: one owner, one deadline, evidence, acceptance."""
