"""Road markings: the dated rules, the paint they put on the streets, and the checks of both."""
