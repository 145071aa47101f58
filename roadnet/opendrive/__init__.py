"""Read OpenDRIVE 1.4 to 1.8 into streets, and write streets as OpenDRIVE 1.8.1.

Stations are called s in the files, offsets t; lanes are counted from the datum, positive to the
left. A connecting road of a junction is a road of the map too, marked by an external id.
"""
