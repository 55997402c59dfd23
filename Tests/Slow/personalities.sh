#!/usr/bin/env bash
# Whatever a real model or server may be like, alone and beside any other of its kinds, breaks nothing at MUST and SHOULD.
# With names as arguments only those, together; with --sample every third group. Some 40 runs of the whole suite.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
dropin=${DROPIN_PROGRAM:-$here/.build/release/dropin}
[ -n "${DROPIN_PROGRAM-}" ] || swift build --package-path "$here" -c release --product dropin 2>&1 | tail -n 1
exec python3 "$here/Tests/Slow/personalities/check.py" "$dropin" "$here/specs" "$@"
