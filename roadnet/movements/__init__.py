"""Ways through junctions: from strip to strip, along smooth curves, and where they meet."""
