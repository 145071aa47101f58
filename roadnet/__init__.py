"""The street-block base map: model, geometry, marking rules, history, readers and writers.

Axis order is x, y (lon, lat). Geometry is in one projected metre CRS for each deployment; EPSG:4326
only at the edges. Bearings are degrees clockwise from north (0 to 360) at the edges, headings are
radians inside geometry. Boxes are west, south, east, north.
"""
