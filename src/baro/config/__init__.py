"""Settings, addresses, commands: where the parts are put together."""
