"""The app: page configuration and the list of pages."""
