"""The store: one narrow protocol, two engines; the only place with SQL."""
