"""Official documents: the register, drafting, numbering, signing, issuing."""
