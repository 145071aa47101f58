"""Drawings as data: paper, primitives in millimetres, and the writers SVG, PDF, PNG and DXF.

Paper has its origin at the top left, x to the right, y down, in millimetres. This package knows no
road and no crash: whatever a primitive means travels in its `tags`.
"""
