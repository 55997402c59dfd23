#!/usr/bin/env bash
# The fixtures of clients are what the clients send: captures them again with the same versions and compares, then
# captures the newest SDK and reports how far it has drifted from the newest fixture. Drift is news, not a failure.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
export DROPIN_SPECS=$here/specs
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$here/script/capture-clients" "$work/again"
for client in python-sdk-0 python-sdk-1 python-sdk-2 langchain; do
  diff -r "$here/fixtures/clients/$client" "$work/again/$client" || { echo "$client: the fixtures are not what it sends"; exit 1; }
  echo "$client: $(find "$work/again/$client" -name '*.json' | wc -l) usages as in the fixtures"
done
# Which of several results is ready first is not the same every time, so what differs is said and no failure.
python3 "$here/Tests/Peers/capture-drift.py" "$here/fixtures/clients/claude-code" "$work/again/claude-code"
# curl is whatever this machine has: only its version may differ.
python3 "$here/Tests/Peers/capture-drift.py" "$here/fixtures/clients/curl" "$work/again/curl"
"$here/script/capture-clients" --newest "$work"
python3 "$here/Tests/Peers/capture-drift.py" "$here/fixtures/clients/python-sdk-2" "$work/python-sdk-newest"
