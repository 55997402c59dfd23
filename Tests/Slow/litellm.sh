#!/usr/bin/env bash
# The suite against LiteLLM's proxy, auth on: it completes, the known deviations come out as failures of the right
# requirements, a second run says the same, and the evidence judged again says the same.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
dropin=${DROPIN_PROGRAM:-$here/.build/debug/dropin}
key=sk-dropin-litellm-key-0123456789

bash "$here/Tests/Peers/litellm" --key "$key" >"$work/peer" &
peer=$!
trap 'kill "$peer" 2>/dev/null || true; wait "$peer" 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 1 600); do
  grep -q '^model=' "$work/peer" 2>/dev/null && break
  kill -0 "$peer" 2>/dev/null || { echo "LiteLLM did not start" >&2; exit 1; }
  sleep 1
done
url=$(sed -n 's/^base_url=//p' "$work/peer")
model=$(sed -n 's/^model=//p' "$work/peer")

failed() { # the requirements that are broken, one a line
  python3 -c 'import json, sys
report = json.load(open(sys.argv[1]))
for r in report["requirements"]:
    if r["verdict"] == "fail": print(r["level"], r["id"])' "$1" | sort
}
once() {
  local status=0
  LITELLM_KEY=$key "$dropin" run "$url" --model "$model" --token-env LITELLM_KEY --out "$work/$1" --quiet >"$work/$1.txt" || status=$?
  [ "$status" = 1 ] || { cat "$work/$1.txt"; echo "expected exit 1, got $status" >&2; exit 1; }
}

once first
sed -n 1,12p "$work/first.txt"
failed "$work/first/report.json" >"$work/failed"
diff -u "$here/Tests/Slow/litellm-failures.txt" "$work/failed" || {
  echo "the broken requirements are not those of litellm-failures.txt" >&2
  exit 1
}
once second
failed "$work/second/report.json" | diff -u "$work/failed" - || { echo "two runs disagree" >&2; exit 1; }
status=0
"$dropin" judge "$work/first/evidence" --report json="$work/again.json" >/dev/null || status=$?
[ "$status" = 1 ] || { echo "judging the evidence again gave exit $status" >&2; exit 1; }
failed "$work/again.json" | diff -u "$work/failed" - || { echo "the evidence judged again disagrees" >&2; exit 1; }
! grep -rqF "$key" "$work/first" || { echo "the token is in the reports or the evidence" >&2; exit 1; }
count=$(wc -l <"$work/failed")
echo "LiteLLM: $count broken requirements, as listed; 3 passed, 0 failed"
