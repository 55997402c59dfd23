#!/usr/bin/env bash
# Sessions of the genuine SDKs through `dropin record`: the same results as without it, no token on the disk, evidence
# that can be judged. What the recorder adds in time is printed, not demanded.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
dropin=${DROPIN_PROGRAM:-$here/.build/debug/dropin}
export DROPIN_SPECS=$here/specs
key=record-test-token-77c1d09e4a
work=$(mktemp -d)
server= recorder=
trap 'kill $server $recorder 2>/dev/null || true; rm -rf "$work"' EXIT
address() {
  for _ in $(seq 1 300); do
    [ -s "$1" ] && head -n 1 "$1" && return
    sleep 0.1
  done
  echo "record: $1: nothing listens" >&2
  return 1
}
"$dropin" serve --port 0 --token "$key" >"$work/serve" &
server=$!
direct=$(address "$work/serve")
for version in 0 1 2; do
  "$dropin" record --upstream "$direct" --port 0 --out "$work/session-$version" >"$work/record-$version" 2>"$work/log" &
  recorder=$!
  proxied=$(address "$work/record-$version")
  for way in direct proxied; do
    bash "$here/Tests/Peers/sdk" "$version" --base-url "${!way}" --key "$key" --model reference/model-1 >"$work/$way.json"
  done
  diff "$work/direct.json" "$work/proxied.json" || { echo "SDK $version.x: not the same through the recorder"; exit 1; }
  if [ "$version" = 2 ]; then
    python3 "$here/Tests/Peers/latency.py" --direct "$direct" --proxied "$proxied" --key "$key"
  fi
  kill -TERM "$recorder"
  wait "$recorder" || { cat "$work/log"; exit 1; }
  recorder=
  if grep -rqF "$key" "$work/session-$version"; then echo "the token is on the disk"; exit 1; fi
  # The session holds requests that were meant to be refused and no more than one client asks: whatever was judged holds.
  "$dropin" judge "$work/session-$version/evidence" >"$work/judged" || { cat "$work/judged"; exit 1; }
  echo "SDK $version.x: the same results, $(wc -l <"$work/session-$version/evidence/exchanges.jsonl") exchanges judged"
done
