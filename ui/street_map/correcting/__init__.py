"""Correct the map on its page: a form for what was clicked, its history, and the way back."""
