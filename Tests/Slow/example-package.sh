#!/usr/bin/env bash
# The example package: a program of its own that depends on DropinKit, and finds the error in a Hummingbird server.
set -euo pipefail
cd "$(dirname "$0")/../../examples/hummingbird"
export SWIFT_BACKTRACE=enable=no
log=$(mktemp)
trap 'rm -f "$log"' EXIT
swift test --disable-xctest >"$log" 2>&1 || { tail -50 "$log" | cut -c1-300; echo "example-package: failed"; exit 1; }
# A package without tests would succeed too.
grep -E 'Test run with 2 tests .* passed' "$log" || { tail -20 "$log"; echo "example-package: not two tests"; exit 1; }
