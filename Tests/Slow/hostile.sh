#!/usr/bin/env bash
# Every hostile server against dropin, each within its bounds of time, memory, disk and exit code, and without the token
# in anything that was written. Debug builds and busy machines get more time. A sample: hostile.sh --sample.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
cd "$here"
python3 Tests/Slow/hostile/run.py --dropin "${DROPIN_PROGRAM:-.build/debug/dropin}" --specs specs --jobs "${JOBS:-2}" \
  --patience "${PATIENCE:-3}" ${TABLE:+--table "$TABLE"} "$@" | grep -v ' kept$'
