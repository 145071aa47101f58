"""The base map in pages: blocks of it for the browser, sheets of the view, new areas."""
