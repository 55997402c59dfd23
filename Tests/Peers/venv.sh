# shellcheck shell=bash
#
# Sourced by the peer scripts: gives a virtual environment that holds exactly one requirements file.
#
#   source venv.sh
#   peers_venv NAME REQUIREMENTS [PIP OPTION...]
#                                  makes or reuses $DROPIN_PEERS/NAME; its Python is then $venv_python
#
# The environment is made again when the requirements file or the Python it was made with changed.
# All output goes to standard error and to $DROPIN_PEERS/logs/pip-NAME.log: standard output is the caller's.

peers_here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
DROPIN_PEERS=${DROPIN_PEERS:-$peers_here/../../.build/peers}
mkdir -p "$DROPIN_PEERS/logs" && DROPIN_PEERS=$(cd "$DROPIN_PEERS" && pwd) || exit 1

peers_fail() {
  echo "$(basename "$0"): $*" >&2
  exit 1
}

# Debian splits `venv` from python3; a fresh machine has neither curl nor python3-venv.
peers_install_venv_module() {
  command -v apt-get >/dev/null || peers_fail "python3 with venv is missing; install it and try again"
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || peers_fail "python3-venv is missing; run: apt-get install python3-venv"
    as_root=(sudo -n)
  fi
  echo "$(basename "$0"): installing python3-venv with apt-get" >&2
  "${as_root[@]}" apt-get update -qq >&2 || peers_fail "apt-get could not read the package lists"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3 python3-venv >&2 ||
    peers_fail "apt-get could not install python3-venv"
}

# The first Python of at least 3.11 that can make environments; $DROPIN_PYTHON goes before the usual places.
peers_find_python() {
  local candidate
  for candidate in ${DROPIN_PYTHON:+"$DROPIN_PYTHON"} /usr/bin/python3 python3.12 python3.11 python3; do
    if "$candidate" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return 0
    fi
  done
  return 1
}

peers_venv() {
  # Two scripts that start together must not build the same environment at once; macOS has no flock.
  if command -v flock >/dev/null; then
    exec 9>"$DROPIN_PEERS/.lock-$1" && flock 9
  fi
  peers_venv_unlocked "$@"
  exec 9>&-
}

peers_venv_unlocked() {
  local name=$1 requirements=$2 python stamp log
  shift 2
  python=$(peers_find_python) || {
    peers_install_venv_module
    python=$(peers_find_python) || peers_fail "no Python of at least 3.11 with venv was found"
  }
  venv_python=$DROPIN_PEERS/$name/bin/python
  log=$DROPIN_PEERS/logs/pip-$name.log
  stamp=$("$python" - "$requirements" <<'PYTHON'
import hashlib, sys
print(sys.version.split()[0], sys.executable, hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())
PYTHON
  ) || peers_fail "cannot read $requirements"
  if [ "$(cat "$DROPIN_PEERS/$name/.complete" 2>/dev/null)" = "$stamp" ]; then
    return 0
  fi
  echo "$(basename "$0"): installing $(basename "$requirements") into $DROPIN_PEERS/$name" >&2
  rm -rf "${DROPIN_PEERS:?}/$name"
  # Wheels only: building from source would need compilers and would give other code on other machines.
  if "$python" -m venv "$DROPIN_PEERS/$name" >"$log" 2>&1 &&
    "$venv_python" -m pip install --no-input --disable-pip-version-check --only-binary :all: \
      "$@" --requirement "$requirements" >>"$log" 2>&1; then
    printf '%s\n' "$stamp" >"$DROPIN_PEERS/$name/.complete"
  else
    tail -n 20 "$log" >&2
    peers_fail "the installation failed; all of it is in $log"
  fi
}
