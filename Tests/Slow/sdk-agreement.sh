#!/usr/bin/env bash
# The genuine SDKs are the oracle: what each of them meets on defects of the reference server is compared with what
# dropin says about them, and what reports say about each SDK with what it met. Prints both tables; fails where they
# part in a way that agreement-exceptions.txt and readiness-exceptions.txt do not explain, or no longer do.
# Takes every third defect and those of readiness-defects.txt; with `--all` every one, as docs/agreement.txt has them.
#
# A release build is made unless $DROPIN_PROGRAM names a program. Uses the kill matrix that self-test.sh left, if it is new.
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
out=$here/.build/agreement
mkdir -p "$out/readiness"
pythons=()
for major in 0 1 2; do
  peers_venv "sdk-$major" "$peers/requirements-sdk-$major.txt"
  pythons+=(--python "$major=$venv_python")
done

some=(--some "$here/Tests/Slow/readiness-defects.txt")
if [ "${1-}" = --all ]; then some=(); fi
# Two at a time: they mostly wait.
sweeps=()
for part in 0 1; do
  python3 "$peers/agreement-sweep.py" --dropin "$dropin" "${pythons[@]}" ${some[@]+"${some[@]}"} --part "$part/2" >"$out/sweep-$part.json" &
  sweeps+=($!)
done
for sweep in "${sweeps[@]}"; do wait "$sweep"; done
python3 "$peers/agreement-sweep.py" --join "$out/sweep-0.json" "$out/sweep-1.json" >"$out/sweep.json"
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
# All groups of endpoints, so that every requirement that a defect breaks is in it.
report none --surface batches,files,skills
status=0
python3 "$peers/agreement-table.py" --sweep "$out/sweep.json" --matrix "$matrix" \
  --report "$out/readiness/none/report.json" --exceptions "$here/Tests/Slow/agreement-exceptions.txt" || status=1

reports=()
while read -r defect auth; do
  if [ "$auth" = yes ]; then options=(--auth required); else options=(); fi
  report "$defect" --defect "$defect" ${options[@]+"${options[@]}"} &
  reports+=($!)
  if [ "${#reports[@]}" -ge 4 ]; then
    wait "${reports[0]}"
    reports=("${reports[@]:1}")
  fi
done < <(python3 "$peers/agreement-readiness.py" --defects "$here/Tests/Slow/readiness-defects.txt" --dropin "$dropin" --list)
for running in "${reports[@]}"; do wait "$running"; done
echo
python3 "$peers/agreement-readiness.py" --defects "$here/Tests/Slow/readiness-defects.txt" \
  --sweep "$out/sweep.json" --reports "$out/readiness" \
  --exceptions "$here/Tests/Slow/readiness-exceptions.txt" || status=1
exit $status
