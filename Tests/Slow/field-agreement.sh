#!/usr/bin/env bash
# Genuine clients do every task with two real servers, and what dropin says of them is compared. The whole table,
# docs/agreement-servers.txt, is made by `script/field --clients`.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
program=${DROPIN_PROGRAM:-$here/.build/debug/dropin}
export DROPIN_SPECS=$here/specs
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
DROPIN=$program "$here/script/field" --clients --runs 1 --cache "$here/.build/field-servers" --out "$work/out" \
  --reports "$work/reports" litelitellm fakellm
