#!/usr/bin/env bash
# The curl line of every failure does what it says: pasted into a shell, it gets the status that the report shows.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
dropin=$here/.build/debug/dropin
token=reproduce-test-token-0123456789
"$dropin" serve --port 0 --persona lm-studio-desktop-0.4 --token "$token" >"$work/url" &
server=$!
trap 'kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 1 100); do
  [ -s "$work/url" ] && break
  sleep 0.1
done
status=0
SERVER_TOKEN=$token "$dropin" run "$(head -n 1 "$work/url")" --token-env SERVER_TOKEN --out "$work/run" --quiet >"$work/run.txt" || status=$?
[ "$status" = 1 ] || { cat "$work/run.txt"; echo "expected exit 1, got $status" >&2; exit 1; }
EVIDENCE=$work/run/evidence TOKEN=$token python3 - "$work/run/report.json" <<'PY'
import json, subprocess, sys

report = json.load(open(sys.argv[1]))
exchanges = {exchange["id"]: exchange for exchange in report["exchanges"]}
tried, wrong = set(), 0
for check in report["checks"]:
    line, exchange = check.get("reproduce"), exchanges.get(check.get("exchange"))
    if check["verdict"] != "fail" or not line or line in tried or exchange["status"] is None:
        continue
    tried.add(line)
    run = subprocess.run(["bash", "-c", line], capture_output=True, timeout=60)
    # Of several heads (a 100 before the answer) the last counts.
    heads = [row.split()[1].decode() for row in run.stdout.splitlines() if row.startswith(b"HTTP/1.1 ")]
    if not heads or heads[-1] != str(exchange["status"]):
        wrong += 1
        print(check["id"], "got", heads[-1:], "not", exchange["status"], run.stderr[-200:].decode(errors="replace"))
print(f"curl lines: {len(tried) - wrong} passed, {wrong} failed")
sys.exit(1 if wrong or len(tried) < 20 else 0)
PY
