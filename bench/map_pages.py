"""How quick the map pages are: many points beside none, and a county out of the whole country.

Runs the two browser journeys that measure, alone, and lets them judge: panning 100,000 points may
take 1.5 times the frame time (95th percentile) of an empty map in the same run; with all police
files in the store the hotspots of a county and month come in 2 s (median of three).

Run: python bench/map_pages.py   (needs Chromium, and DAOAN_REAL_DATA for the second)
"""

import os
import subprocess
import sys

JOURNEYS = ("tests/browser/test_many_points.py", "tests/browser/test_whole_country.py")

if __name__ == "__main__":
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", *JOURNEYS]
    sys.exit(
        subprocess.run(command, env={**os.environ, "DAOAN_MEASURE": "1"}, check=False).returncode
    )
