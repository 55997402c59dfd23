#!/usr/bin/env bash
# Other people's YAML readers read every file of the suite, and every file fits the JSON Schema that editors use.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=../Peers/venv.sh
source "$here/Tests/Peers/venv.sh"
peers_venv specs "$here/Tests/Peers/requirements-specs.txt"
"$venv_python" "$here/Tests/Slow/specs/check.py" "$here"
