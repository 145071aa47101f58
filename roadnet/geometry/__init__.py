"""Everything that derives from the stated streets: polygons of strips, junctions, islands, kerbs.

Pure functions of `Streets`: nothing here is stored or edited by hand. Inside, headings are radians
and stations metres; polygons are shapely geometries in the CRS of the streets.
"""
