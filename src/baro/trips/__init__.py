"""Trips in an official car: asked for, approved or refused; the small part that new ones are copied from."""
