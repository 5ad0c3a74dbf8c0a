"""Urging step by step until a task is done, and the obstacles for which it waits."""
