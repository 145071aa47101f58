"""The form of a case in the browser: it saves itself at every step."""
