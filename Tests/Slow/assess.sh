#!/usr/bin/env bash
# What the genuine Python SDK and the genuine Claude Code do with defects, as `dropin assess` and `dropin serve --assess` see it:
# a client of each outcome, and how often it asks again. The debug build unless $DROPIN_PROGRAM names a program.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=SCRIPTDIR/../Peers/venv.sh
source "$here/Tests/Peers/venv.sh"
dropin=${DROPIN_PROGRAM:-$here/.build/debug/dropin}
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
fail() { echo "assess: $*" >&2; exit 1; }
holds() { # FILE; what is wanted on standard input: RUN DEFECT OUTCOME RETRIES, where RUN is - for a command
  python3 - "$1" 3<&0 <<'PYTHON' || fail "$1 says otherwise"
import json, os, sys
document = json.load(open(sys.argv[1]))
wanted = os.fdopen(3).read().splitlines()
found = []
for run in document.get("runs", [document]):
    for entry in run["defects"]:
        retries = entry["repeated"] - run["sound"]["repeated"]
        found.append(f"{run.get('run', '-')} {entry['name']} {entry['outcome']} {retries}")
        print(f"assess: {found[-1]}  {entry.get('said', '')[:90]}")
if sorted(found) != sorted(wanted):
    sys.exit("assess: wanted " + "; ".join(wanted))
PYTHON
}

peers_venv sdk-2 "$here/Tests/Peers/requirements-sdk-2.txt"
"$dropin" assess --quiet --seconds 40 --out "$work/sdk" \
  --defect type-missing --defect text-question-marks --defect index-from-one --defect stream-cut \
  -- "$venv_python" -I "$here/Tests/Slow/assess/client.py" >"$work/sdk.txt" || {
  cat "$work/sdk.txt"
  fail "assess of the SDK fails"
}
holds "$work/sdk/assessment.json" <<'END'
- type-missing unharmed 0
- text-question-marks misled 0
- index-from-one failed 0
- stream-cut failed 0
END

"$dropin" serve --port 0 --assess "$work/tests" --defect text-question-marks --defect body-cut --defect stream-cut \
  >"$work/url" 2>"$work/serve.txt" &
server=$!
for _ in $(seq 1 300); do [ -s "$work/url" ] && break; sleep 0.1; done
"$venv_python" -I "$here/Tests/Slow/assess/tests_of_a_client.py" "$(cat "$work/url")"
kill -INT "$server"
wait "$server" || fail "serve --assess fails: $(cat "$work/serve.txt")"
server=
holds "$work/tests/assessment.json" <<'END'
text_of text-question-marks misled 0
text_of body-cut failed 2
text_of stream-cut unharmed 0
streamed_text_of text-question-marks misled 0
streamed_text_of body-cut unharmed 0
streamed_text_of stream-cut failed 0
END

# Claude Code, outside of any repository and with a home of its own.
peers_venv claude-code "$here/Tests/Peers/requirements-claude-code.txt" --no-deps
claude=$("$venv_python" -c 'from importlib.util import find_spec
print(find_spec("claude_agent_sdk").submodule_search_locations[0])')/_bundled/claude
mkdir "$work/home" "$work/project"
cd "$work/project"
HOME=$work/home CLAUDE_CODE_TMPDIR=$work/home CLAUDE_CODE_MAX_RETRIES=2 CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1 \
  "$dropin" assess --quiet --seconds 60 --out "$work/claude" \
  --defect type-missing --defect text-question-marks --defect stream-cut --defect beta-query-404 \
  -- "$claude" -p "Repeat exactly: été 1" >"$work/claude.txt" 2>&1 || {
  cat "$work/claude.txt"
  fail "assess of Claude Code fails"
}
holds "$work/claude/assessment.json" <<'END'
- type-missing unharmed 0
- text-question-marks misled 0
- stream-cut misled 0
- beta-query-404 failed 0
END
echo "assess: the Python SDK and Claude Code did what is known of them"
