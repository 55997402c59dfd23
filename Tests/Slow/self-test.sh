#!/usr/bin/env bash
# Every named defect of the reference server is caught by the requirement it names, and nothing fails without one.
# Leaves the matrix in .build/self-test for the tests that hold it against the genuine SDKs. Some 4 minutes, mostly waiting.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
out=$here/.build/self-test
mkdir -p "$out"
rm -f "$out/matrix.json"
cd "$here"
dropin=${DROPIN_PROGRAM:-.build/release/dropin}
[ -n "${DROPIN_PROGRAM-}" ] || swift build -c release --product dropin 2>&1 | tail -n 1
status=0
"$dropin" self-test --json "$out/matrix.json" >"$out/matrix.txt" 2>"$out/progress.txt" || status=$?
grep -E '^(MISSED|no kill|reference server|fault)|^[0-9]+ defects' "$out/matrix.txt" || true
[ "$status" = 0 ] || { echo "self-test: 0 passed, 1 failed (exit $status)" >&2; cat "$out/progress.txt" >&2; exit 1; }
echo "self-test: 1 passed, 0 failed"
