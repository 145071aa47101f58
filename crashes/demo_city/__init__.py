"""The demo city: an invented city with crashes whose truth is planted, documented and seeded."""
