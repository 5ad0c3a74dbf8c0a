"""The work of the demo province: papers that arrive, documents that go out, tasks and what became of them."""
