#!/usr/bin/env bash
# The genuine clients make of refusals what the table says; what the newest ones on PyPI do differently is reported.
# Takes a sample of the table; `--all` takes the whole.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
sample=(--sample)
if [ "${1-}" = --all ]; then sample=(); fi
"$here/script/watch-clients" --check ${sample[@]+"${sample[@]}"}
