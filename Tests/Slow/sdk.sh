#!/usr/bin/env bash
# The genuine SDKs against the reference server: every ordinary usage of every version has to work.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=../Peers/venv.sh
source "$here/Tests/Peers/venv.sh"
work=$(mktemp -d)
"${DROPIN_PROGRAM:-$here/.build/debug/dropin}" serve --port 0 --token sdk-test-token-0123456789 >"$work/url" &
server=$!
trap 'kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 1 100); do
  [ -s "$work/url" ] && break
  sleep 0.1
done
url=$(head -n 1 "$work/url")
for version in 0 1 2; do
  bash "$here/Tests/Peers/sdk" "$version" --base-url "$url" --key sdk-test-token-0123456789 --model reference/model-1 >"$work/$version.json"
  python3 - "$work/$version.json" "$version" <<'PY'
import json, sys
document = json.load(open(sys.argv[1]))
usages = document["usages"] if isinstance(document, dict) else document
bad = [u for u in usages if u["outcome"] not in ("ok", "absent")]
for usage in bad:
    print(usage["name"], usage["outcome"], usage.get("exception"), usage.get("detail"))
print(f"SDK {sys.argv[2]}.x: {len(usages) - len(bad)} passed, {len(bad)} failed")
sys.exit(1 if bad else 0)
PY
  peers_venv "sdk-$version" "$here/Tests/Peers/requirements-sdk-$version.txt"
  "$venv_python" -I "$here/Tests/Peers/sdk-surface.py" --base-url "$url" --key sdk-test-token-0123456789 --model reference/model-1
done
