"""The benchmark: how much of a page's time, and of a change's, is ours; see docs/bench.md."""
