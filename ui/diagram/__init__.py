"""The parts of the page of one collision diagram: question, desk, decisions, moves, saved views."""
