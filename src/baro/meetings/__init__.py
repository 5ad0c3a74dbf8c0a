"""Meetings: a committee is called, decides by its rules, and what it decides becomes documents and tasks."""
