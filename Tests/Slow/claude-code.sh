#!/usr/bin/env bash
# The genuine Claude Code is the oracle: what its user meets on chosen defects of the reference server is compared with
# what dropin says about them, and with what reports say about Claude Code. Prints the table; fails where the two part
# in a way that claude-code-exceptions.txt does not explain, or no longer does. `--all` takes every defect (half an hour).
#
# A release build is made unless $DROPIN_PROGRAM names a program, and the kill matrix unless self-test.sh left a new one.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
peers=$here/Tests/Peers
# shellcheck source=../Peers/venv.sh
source "$peers/venv.sh"
dropin=${DROPIN_PROGRAM-}
if [ -z "$dropin" ]; then
  swift build --package-path "$here" -c release --product dropin >/dev/null
  dropin=$here/.build/release/dropin
fi
export DROPIN_SPECS=$here/specs
out=$here/.build/claude-code
mkdir -p "$out/readiness"
# Outside of any repository: Claude Code would tell the model about it.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
defects=$here/Tests/Slow/claude-code-defects.txt
chosen=(--from-file "$defects")
if [ "${1-}" = --all ]; then chosen=(); fi

peers_venv claude-code "$peers/requirements-claude-code.txt" --no-deps
package=$("$venv_python" -c 'from importlib.util import find_spec
print(find_spec("claude_agent_sdk").submodule_search_locations[0])')
python3 "$peers/claude-code-agreement.py" --dropin "$dropin" --claude "$package/_bundled/claude" \
  --scratch "$scratch" --jobs 4 ${chosen[@]+"${chosen[@]}"} >"$out/sweep.json" 2>"$out/progress.txt" || {
  cat "$out/progress.txt" >&2
  exit 1
}

matrix=$here/.build/self-test/matrix.json
if [ ! -s "$matrix" ] || [ -n "$(find "$dropin" "$here/specs" "$here/fixtures" -newer "$matrix" -print -quit)" ]; then
  bash "$here/Tests/Slow/self-test.sh"
fi
report() { # NAME [OPTION...]
  local name=$1 status=0
  shift
  "$dropin" run --target reference "$@" --quiet --out "$out/readiness/$name" >"$out/readiness/$name.txt" 2>&1 || status=$?
  # 1: the defect was found; 3: it left something open. Anything else is a mistake of ours.
  case $status in 0 | 1 | 3) ;; *) cat "$out/readiness/$name.txt" >&2 && exit 1 ;; esac
}
reports=()
while read -r defect auth; do
  if [ "$auth" = yes ]; then options=(--auth required); else options=(); fi
  report "$defect" --defect "$defect" ${options[@]+"${options[@]}"} &
  reports+=($!)
  if [ "${#reports[@]}" -ge 4 ]; then
    wait "${reports[0]}"
    reports=("${reports[@]:1}")
  fi
done < <(python3 "$peers/agreement-readiness.py" --defects "$defects" --dropin "$dropin" --list)
for running in "${reports[@]}"; do wait "$running"; done

"$dropin" list --clients --requirements >"$out/needs.txt"
python3 "$peers/claude-code-table.py" --sweep "$out/sweep.json" --matrix "$matrix" --needs "$out/needs.txt" \
  --reports "$out/readiness" --exceptions "$here/Tests/Slow/claude-code-exceptions.txt"
