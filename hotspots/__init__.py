"""Where crashes gather, how severe they are and how they happen: clusters, ranks, patterns.

Tables of crashes come in, tables and frozen dataclasses go out; nothing here opens a store. Points
are `x_m`, `y_m` in the projected metre CRS of the store.
"""
