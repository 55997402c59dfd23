#!/usr/bin/env bash
# The curl line of every failure does what it says: pasted into a shell, it gets what the report is about. Tried on
# some thirty broken servers, with and without credentials. reproduce-lines.py --all tries every defect there is.
#
# A release build is made unless $DROPIN_PROGRAM names a program.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
dropin=${DROPIN_PROGRAM-}
if [ -z "$dropin" ]; then
  swift build --package-path "$here" -c release --product dropin >/dev/null
  dropin=$here/.build/release/dropin
fi
export DROPIN_SPECS=$here/specs
python3 "$here/Tests/Slow/reproduce-lines.py" --dropin "$dropin" --plan "$here/Tests/Slow/reproduce-servers.txt"
