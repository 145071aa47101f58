"""The keys of the map's records; each is unique in a store and never used again.

An imported record has a key made of its area and its key in the source (`taipei/w123n4`), so that
importing again finds it; a record made by a person has a random one.
"""

from typing import NewType

NodeId = NewType("NodeId", str)
CorridorId = NewType("CorridorId", str)
RoadId = NewType("RoadId", str)
StripId = NewType("StripId", str)  # road key, then section and a key that survives edits
JunctionId = NewType("JunctionId", str)
MovementId = NewType("MovementId", str)
FeatureId = NewType("FeatureId", str)  # a cross feature
AssetId = NewType("AssetId", str)  # a point asset, linear asset or ground area
ControllerId = NewType("ControllerId", str)
RuleId = NewType("RuleId", str)  # a turn rule
