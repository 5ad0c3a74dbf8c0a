"""How the trail tells the organisation again: what stands in dated rows, mandates and plans, held against its deeds."""
