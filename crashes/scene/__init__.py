"""What an officer records at one crash: the scene, its measurements, its sheet.

Conventions. Positions are metres east (x) and north (y) of the scene's origin, which is a point of
the store's projected CRS; three decimals are kept. Directions are degrees clockwise from north,
because a scene is a document that officers read and type; geometry turns them into radians. A body
points along its heading; its left is the left of somebody who looks that way.
"""
