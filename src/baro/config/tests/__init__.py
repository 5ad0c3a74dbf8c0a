"""The settings, the commands and the embedded database keep their promises."""
