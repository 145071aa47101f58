"""Make the texts of code lists equal that differ only in width or by a known misspelling."""

# Full-width brackets, digits, letters and spaces become half-width; 、 and ， stay as they are.
_WIDTHS = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F) if chr(wide) not in "，；：！？"}
_CHARACTERS: dict[int, int | str] = {**_WIDTHS, 0x3000: " ", ord("寛"): "寬", 0xFEFF: ""}
_MISSPELLED = (("案全", "安全"), ("橋梁", "橋樑"))


def normalise_code_text(text: str) -> str:
    """Return `text` as the code lists compare it.

    Notes
    -----
    The published data print 寛式 until 2023-06-30 and 寬式 later, 未戴案全帽 for 未戴安全帽, and
    half-width brackets where the form has full-width ones.

    Examples
    --------
    >>> normalise_code_text(" 寛式（５０公分以上）")
    '寬式(50公分以上)'
    >>> normalise_code_text("違反二段式左（右）轉標誌（線）， 是")
    '違反二段式左(右)轉標誌(線)，是'
    """
    text = "".join(text.translate(_CHARACTERS).split())
    for wrong, right in _MISSPELLED:
        text = text.replace(wrong, right)
    return text
