"""The root of every error that is meant for the user."""

from typing import Any


class DaoanError(Exception):
    """Base of every error the platform raises on purpose; its text is for the user.

    The text is an English sentence with named fields; it says what was found, where (file, row,
    column) and what to do. `ui` and `cli` translate it with `language.translate`.

    Parameters
    ----------
    message
        English sentence with named fields in braces; the key of the translation.
    **values
        The values of the fields.

    Examples
    --------
    >>> str(DaoanError("Row {row} has no date.", row=7))
    'Row 7 has no date.'
    """

    def __init__(self, message: str, **values: Any) -> None:
        self.message = message
        self.values = values
        super().__init__(message.format(**values) if values else message)
