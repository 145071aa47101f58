"""Correct the living map: every correction is a pure function from a thing to a thing.

What people state is saved as versions of records (`lifeline`), can be told and undone (`history`),
and stays when the area is imported again. Surfaces and paint follow from it by themselves.
"""
