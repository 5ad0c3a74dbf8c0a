"""Staffing against quota."""
