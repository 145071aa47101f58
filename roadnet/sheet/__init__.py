"""Drawings of the base map: the street sheet at an exact scale, and the plan of a whole area.

The paper is drawn in millimetres (`drawing/`); every area and line of the map keeps its place to
less than a hundredth of a millimetre. What is assumed is hatched or pale, and the legend says so.
"""
