"""Crash records and scenes: model, code lists, importers, location quality, corrections."""
