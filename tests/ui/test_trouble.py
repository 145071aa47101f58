"""A fault of the program is told in the language of the page, never as a traceback."""

import pytest
from streamlit.testing.v1 import AppTest

from errors import DaoanError


def fail_with(error):
    from ui.trouble import tell_trouble

    tell_trouble(error)


@pytest.mark.parametrize(("language", "word"), [("zh-TW", "程式在此發生錯誤"), ("en", "failed")])
def test_a_fault_is_told_without_its_inside(language, word, caplog):
    test = AppTest.from_function(fail_with, args=(KeyError("secret"),))
    test.session_state["language"] = language
    test.run()
    assert word in test.error[0].value
    assert "secret" not in test.error[0].value
    assert "secret" in caplog.text


def test_an_error_for_the_user_is_told_as_its_sentence():
    test = AppTest.from_function(fail_with, args=(DaoanError("Row {row} is bad.", row="<b>"),))
    test.run()
    assert test.error[0].value == "Row \\<b\\> is bad."
