"""Reader of OpenStreetMap: elements → tags → cross-sections → roads of the street-block map."""
