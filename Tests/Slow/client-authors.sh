#!/usr/bin/env bash
# What docs/clients.md tells authors of clients to do, done to the letter, with the genuine SDKs as the client: each is
# seen to meet the defect, and the recording shows what it sent and judges what it got. Then every defect that the
# section names is seen to be there.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=../Peers/venv.sh
source "$here/Tests/Peers/venv.sh"
program=${DROPIN_PROGRAM:-$here/.build/debug/dropin}
export DROPIN_SPECS=$here/specs
section=$(awk '/^## / { inside = 0 } /^## For authors of clients/ { inside = 1 } inside' "$here/docs/clients.md")
work=$(mktemp -d)
servers=()
trap 'kill ${servers[@]+"${servers[@]}"} 2>/dev/null || true; rm -rf "$work"' EXIT

dropin() { "$program" "$@"; }
your-client() { "$venv_python" -I "$here/Tests/Peers/sdk-client.py" "$@"; }
# A server in the background has to listen before the next command: it says its address then.
started() {
  last=$!
  servers+=("$last")
  for _ in $(seq 1 300); do
    [ -s "$1" ] && return
    sleep 0.1
  done
  echo "client-authors: nothing listens" >&2
  return 1
}

# The commands, with ports that are free, and what they print in files numbered as they stand.
commands=$(grep '^    ' <<<"$section" | sed 's/^    //')
for port in $(grep -oE '(--port |127\.0\.0\.1:)[0-9]+' <<<"$commands" | grep -oE '[0-9]+$' | sort -u); do
  free=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  commands=$(sed -E "s/(port |:)$port/\1$free/" <<<"$commands")
done
number=0
steps=
last=
while read -r line; do
  number=$((number + 1))
  case $line in
    '# Ctrl-C'*) steps+="kill -TERM \"\$last\"; wait \"\$last\" || true"$'\n' ;;
    # Not through the function: its shell would be what is ended.
    *' &')
      line=${line#dropin }
      steps+="\"\$program\" ${line% &} >$number.txt & started $number.txt"$'\n'
      ;;
    *) steps+="$line >$number.txt || echo \"exit \$?\" >>$number.txt"$'\n' ;;
  esac
done <<<"$commands"

says() { # FILE PATTERN
  grep -qE "$2" "$1" || { echo "client-authors: SDK $version.x: $1 has no '$2':"; cat "$1"; exit 1; }
}
for version in 0 2; do
  peers_venv "sdk-$version" "$here/Tests/Peers/requirements-sdk-$version.txt"
  rm -rf "$work/run" && mkdir "$work/run" && cd "$work/run"
  eval "$steps"
  says 2.txt '^raised IndexError'
  says 4.txt '^raised InternalServerError: .*500'
  says 6.txt '^raised IndexError'
  says 8.txt '^FAIL '
  says 8.txt 'level must or above, first sse-index-from-zero'
  says 8.txt '^exit 1$'
  grep -q 'Anthropic/Python' session/evidence/exchanges.jsonl || { echo "client-authors: the recording lacks what was sent"; exit 1; }
  [ -s session/drafts/session.yaml ] || { echo "client-authors: the recording has no drafts"; exit 1; }
  kill "${servers[@]}" 2>/dev/null || true
  servers=()
  echo "SDK $version.x: met the defects as docs/clients.md says"
done

dropin serve --defects | cut -f 1 >"$work/defects"
names=$(grep -oE '`[a-z0-9]+(-[a-z0-9]+)+`' <<<"$(grep '^|' <<<"$section")" | tr -d '`' | grep -vx retry-after | sort -u)
for name in $names; do
  grep -qx "$name" "$work/defects" || { echo "client-authors: there is no defect $name"; exit 1; }
done
echo "client-authors: 3 SDKs passed, $(wc -w <<<"$names") defects are there"
