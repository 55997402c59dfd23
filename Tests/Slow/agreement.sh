#!/usr/bin/env bash
# The genuine SDKs are the oracle: what each of them meets on every defect of the reference server is compared with
# what dropin says about it, and what reports say about each SDK with what it met. Prints both tables; fails where
# they part in a way that agreement-exceptions.txt and readiness-exceptions.txt do not explain, or no longer do.
#
# Some 9 minutes on two idle processors, half of it in `dropin prove`; a release build is made for that unless
# $DROPIN_PROGRAM names a program.
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

python3 "$peers/agreement-sweep.py" --dropin "$dropin" "${pythons[@]}" >"$out/sweep.json"
"$dropin" prove --quiet --json "$out/matrix.json" >"$out/prove.txt" ||
  echo "dropin prove is not content; that is judged where it runs by itself, and here its matrix is used" >&2
report() { # NAME [OPTION...]
  local name=$1 status=0
  shift
  "$dropin" run --target reference "$@" --quiet --out "$out/readiness/$name" >"$out/readiness/$name.txt" 2>&1 || status=$?
  # 1: the defect was found; 3: it left something open. Anything else is a mistake of ours.
  case $status in 0 | 1 | 3) ;; *) cat "$out/readiness/$name.txt" >&2 && exit 1 ;; esac
}
report none
status=0
python3 "$peers/agreement-table.py" --sweep "$out/sweep.json" --matrix "$out/matrix.json" \
  --report "$out/readiness/none/report.json" --exceptions "$here/Tests/Slow/agreement-exceptions.txt" || status=1

while read -r defect auth; do
  if [ "$auth" = yes ]; then report "$defect" --defect "$defect" --auth required; else report "$defect" --defect "$defect"; fi
done < <(python3 "$peers/agreement-readiness.py" --defects "$here/Tests/Slow/readiness-defects.txt" --dropin "$dropin" --list)
echo
python3 "$peers/agreement-readiness.py" --defects "$here/Tests/Slow/readiness-defects.txt" \
  --sweep "$out/sweep.json" --reports "$out/readiness" \
  --exceptions "$here/Tests/Slow/readiness-exceptions.txt" || status=1
exit $status
