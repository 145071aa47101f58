"""A case on its pages: place, form, scene, sheet, versions."""
