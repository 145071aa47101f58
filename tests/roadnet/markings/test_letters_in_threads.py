"""Letters are shaped for several views at the same time."""

import subprocess
import sys

ASKED_AT_ONCE = """
import sys
from concurrent.futures import ThreadPoolExecutor
from roadnet.markings.letter_shapes import letter_shape
sys.setswitchinterval(1e-6)
with ThreadPoolExecutor(8) as pool:
    shapes = list(pool.map(letter_shape, "公車專用慢停禁行機車道學校0123456789" * 2))
print(sum(shape.area > 0 for shape in shapes))
"""


def test_letters_asked_for_at_once_all_come():
    """A program of its own, so that nothing of the font has been read before."""
    done = subprocess.run(
        [sys.executable, "-c", ASKED_AT_ONCE], capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("46", "")
