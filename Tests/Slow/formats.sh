#!/usr/bin/env bash
# Report formats, read by programs that are not ours: the goldens, so that what the unit tests compare is what others take.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=../Peers/venv.sh
source "$here/Tests/Peers/venv.sh"
peers_venv formats "$here/Tests/Peers/requirements-formats.txt"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$venv_python" "$here/Tests/Slow/formats/check.py" "$here/Tests/ReportingTests/Goldens" "$here/Tests/Slow/formats/jenkins-junit.xsd" "$work"
