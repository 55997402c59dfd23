#!/usr/bin/env bash
# The wheel with the helper for pytest: installed in an environment of its own, its types are checked, and it tests the
# servers of examples/fastapi.
#
#   Tests/Slow/helper.sh [WHEEL]
#
# Without a wheel one is made around the release build, or the program that $DROPIN_PROGRAM names.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
cd "$here"
# shellcheck source=SCRIPTDIR/../Peers/venv.sh
source Tests/Peers/venv.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "helper: $*" >&2; exit 1; }

wheel=${1-}
if [ -z "$wheel" ]; then
  program=${DROPIN_PROGRAM:-.build/release/dropin}
  [ -n "${DROPIN_PROGRAM-}" ] || swift build -c release --product dropin >/dev/null
  strip -o "$work/dropin" "$program"
  version=$(sed -n 's/.*current = "\(.*\)".*/\1/p' Sources/Cases/Rendering/ToolVersion.swift)
  packaging/build-wheel "$work/dropin" "$version" "$work" >/dev/null
  wheel=$(find "$work" -name '*.whl')
fi
peers_venv package Tests/Peers/requirements-package.txt
# shellcheck disable=SC2154
bin=$(dirname "$venv_python")
"$bin/pip" install --quiet --no-input --disable-pip-version-check --no-index --force-reinstall --no-deps "$wheel"
"$bin/mypy" --strict packaging/python/dropin >"$work/mypy" || { cat "$work/mypy"; fail "the helper's types are wrong"; }
(cd examples/fastapi && env -u DROPIN_SPECS "$bin/pytest" -q -p no:cacheprovider) >"$work/pytest" 2>&1 ||
  { cat "$work/pytest"; fail "the tests of examples/fastapi fail"; }
echo "helper: examples/fastapi: $(tail -n 1 "$work/pytest")"
