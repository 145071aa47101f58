"""Record or scene to movements to diagram: resolver, glyphs, placing, sheet."""
