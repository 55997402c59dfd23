#!/usr/bin/env bash
# The report page in a real Chromium, driven over its debugging pipe.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
if ! command -v chromium chromium-browser google-chrome >/dev/null && command -v apt-get >/dev/null; then
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo -n)
  echo "browser.sh: installing chromium with apt-get" >&2
  "${as_root[@]}" apt-get update -qq >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >&2
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 "$here/Tests/Slow/browser/check.py" "${DROPIN_PROGRAM:-$here/.build/debug/dropin}" "$here" "$work"
