"""Accounts: who signs in from where, for how long, and who may not try again yet."""
