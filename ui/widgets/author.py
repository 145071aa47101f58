"""Who is correcting: the account that has signed in; its name is kept with every save."""

from ui.sign_in import ask_to_sign_in, author_of_page


def author_field() -> str:
    """Return the name of who has signed in; where nobody may save, say so and return none."""
    author = author_of_page()
    if not author:
        ask_to_sign_in()
    return author
