"""The scene editor: its bundle and component for the page, its data, the routes it saves to."""
