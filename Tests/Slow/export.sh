#!/usr/bin/env bash
# A harness in another language replays the exported suite and comes to dropin's verdicts, on the sound reference server
# and on servers with defects.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
cd "$here"
# The debug build unless $DROPIN_PROGRAM names a program.
dropin=${DROPIN_PROGRAM:-.build/debug/dropin}
work=$(mktemp -d)
server=
stop() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT
fail() { echo "export: $*" >&2; exit 1; }

"$dropin" export --out "$work/suite.json"
"$dropin" export --out "$work/again.json"
cmp "$work/suite.json" "$work/again.json" || fail "two exports of one suite differ"
"$dropin" serve --port 0 >"$work/url" 2>"$work/serve.log" &
server=$!
for _ in $(seq 1 100); do [ -s "$work/url" ] && break; sleep 0.1; done
url=$(cat "$work/url")
[ -n "$url" ] || { cat "$work/serve.log"; fail "serve does not listen"; }

# Each defect has its own path on the one server. The first is none.
for defect in '' max-tokens-string-served empty-body-served unknown-field-refused; do
  base=$url${defect:+/d/$defect}
  status=0
  python3 examples/export/replay.py "$work/suite.json" "$base" >"$work/theirs" 2>"$work/skipped" || status=$?
  "$dropin" run "$base" --model reference/model-1 --quiet --out "$work/report" >/dev/null 2>&1 || true
  python3 - "$work" "$defect" "$status" <<'PYTHON' || fail "the verdicts differ for ${defect:-the sound server}"
import json, pathlib, sys
work, defect, status = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
theirs = dict(reversed(line.split(" ", 1)) for line in (work / "theirs").read_text().splitlines())
ours = {check["id"]: check["verdict"] for check in json.loads((work / "report/report.json").read_text())["checks"]}
known = {"pass": "pass", "unsupported": "pass", "recovered": "pass", "fail": "fail"}
# What dropin could not decide, because a control failed or a client would go on, it does not call a failure.
compared = {id: verdict for id, verdict in theirs.items() if ours.get(id) in known}
different = [id for id, verdict in compared.items() if verdict != known[ours[id]]]
for id in different:
    print(f"export: {id}: dropin {ours[id]}, replay.py {theirs[id]}", file=sys.stderr)
failures = sum(verdict == "fail" for verdict in compared.values())
print(f"export: {defect or 'sound'}: {len(compared)} checks compared, {failures} fail in both")
sys.exit(bool(different) or len(compared) < 180 or (failures > 0) != bool(defect) or (status == 1) != bool(failures))
PYTHON
done
