#!/bin/sh
# Installs what the tests need beyond Python, where that may be done; else names it.
# Needed: Chromium (journeys in a real browser), PostgreSQL with PostGIS (the second store).
set -u

have_postgis() {
    for control in /usr/share/postgresql/*/extension/postgis.control; do
        [ -e "$control" ] && return 0
    done
    return 1
}

missing=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 \
    || command -v google-chrome >/dev/null 2>&1 || missing="$missing chromium"
have_postgis || missing="$missing postgresql postgresql-15-postgis-3"
command -v fc-list >/dev/null 2>&1 && fc-list :lang=zh-tw family | grep -q . \
    || missing="$missing fontconfig fonts-noto-cjk"
[ -z "$missing" ] && exit 0

echo "The tests need these system packages:$missing"
if [ ! -e /etc/debian_version ]; then
    echo "This is not Debian: install Chromium, PostgreSQL with PostGIS and a Chinese font yourself; tests that miss them are skipped."
    exit 0
fi
if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo"
else
    echo "Install them with: sudo apt-get install --no-install-recommends$missing (tests that miss them are skipped)."
    exit 0
fi
echo "Installing them (a few minutes) ..."
$as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null \
    || echo "They could not be installed; tests that miss them are skipped and say so." >&2
exit 0
