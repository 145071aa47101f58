"""Where crashes pile up: clustering, screening, diagnosis, countermeasures."""
