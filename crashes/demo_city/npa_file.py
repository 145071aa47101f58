"""Write the demo city as a file that looks like those the police publish."""

from collections.abc import Sequence
from pathlib import Path

from crashes.demo_city.generate import make_demo_city
from crashes.demo_city.model import DemoCity
from crashes.demo_city.npa_rows import npa_lines
from crashes.layouts import PARTY_LAYOUT_COLUMNS
from crashes.model import Severity

FIRST_ROC_YEAR = 1911
LINE_END = "\r\n"


def write_npa_file(
    path: Path,
    city: DemoCity | None = None,
    *,
    severities: Sequence[Severity] = (Severity.A1, Severity.A2),
) -> int:
    """Write crashes of the demo city as a police file and return its number of party rows.

    The file has 51 columns, one row for each party, UTF-8 with a byte order mark, CRLF and the two
    footer lines of the published files.

    Parameters
    ----------
    path
        The file to write; an existing one is replaced.
    city
        Default: the demo city of the default seed.
    severities
        Classes to write. The police publish no A3.
    """
    city = city or make_demo_city()
    crashes, parties = city.batch.crashes, city.batch.parties
    crashes = crashes[crashes["severity"].isin([one.value for one in severities])]
    rows = npa_lines(crashes, parties[parties["crash_id"].isin(crashes["crash_id"])])
    blanks = "," * (len(PARTY_LAYOUT_COLUMNS) - 1)
    year = city.end.year - FIRST_ROC_YEAR
    classes = "、".join(one.value for one in severities)
    footer = [
        f"資料提供日期：{year}年{city.end.month:02d}月{city.end.day:02d}日{blanks}",
        f"事故類別：{classes}類{blanks}",
    ]
    text = LINE_END.join([",".join(PARTY_LAYOUT_COLUMNS), *rows, *footer, ""])
    path.write_text(text, encoding="utf-8-sig", newline="")
    return len(rows)
