#!/usr/bin/env bash
# The report page in a real Chromium, driven over its debugging pipe.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 "$here/Tests/Slow/browser/check.py" "$here/.build/debug/dropin" "$here" "$work"
