"""Measures, their follow-up, and the before/after evaluation."""
