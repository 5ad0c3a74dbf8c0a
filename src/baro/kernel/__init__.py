"""Pure ideas that every part shares: verbs, decisions, flows, periods, the rulebook. No models, no queries."""
