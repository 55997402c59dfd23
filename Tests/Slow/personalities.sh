#!/usr/bin/env bash
# Whatever a real model or server may be like, alone and beside any other of its kinds, breaks nothing at MUST and SHOULD.
# With names as arguments only those, together. Some 30 runs of the whole suite.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
dropin=${DROPIN:-$here/.build/debug/dropin}
exec python3 "$here/Tests/Slow/personalities/check.py" "$dropin" "$here/specs" "$@"
