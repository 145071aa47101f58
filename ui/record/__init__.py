"""The parts of the page of one record: facts, corrections, location, history."""
