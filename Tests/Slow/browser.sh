#!/usr/bin/env bash
# The report page and the site in a real Chromium, driven over its debugging pipe. With DROPIN_PICTURES=FOLDER, pictures of the
# site are written there.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
if ! command -v chromium chromium-browser google-chrome >/dev/null && command -v apt-get >/dev/null; then
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo -n)
  echo "browser.sh: installing chromium with apt-get" >&2
  "${as_root[@]}" apt-get update -qq >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >&2
fi
# shellcheck source=../Peers/venv.sh
source "$here/Tests/Peers/venv.sh"
peers_venv axe "$here/Tests/Peers/requirements-axe.txt" --no-deps
axe=$(find "$DROPIN_PEERS/axe" -name axe.min.js | head -n 1)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 "$here/Tests/Slow/browser/check.py" "${DROPIN_PROGRAM:-$here/.build/debug/dropin}" "$here" "$work"
python3 "$here/Tests/Slow/browser/site.py" "${DROPIN_PROGRAM:-$here/.build/debug/dropin}" "$here" "$work" "$axe" ${DROPIN_PICTURES:+"$DROPIN_PICTURES"}
