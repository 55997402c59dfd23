#!/usr/bin/env bash
# The package: one file that runs where there is a C library and nothing else, and everything that is made from it.
#
# Needs root for the chroots (or sudo), and on a machine with Debian packages debootstrap, which it installs. What cannot
# be had is named and fails the test.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
cd "$here"
PATH=$PATH:/usr/sbin:/sbin
# shellcheck source=SCRIPTDIR/../Peers/venv.sh
source Tests/Peers/venv.sh
work=$(mktemp -d)
servers=()
stop() {
  # Some are shells that wait for the server itself.
  for server in "${servers[@]}"; do
    as_root pkill -P "$server" 2>/dev/null || true
    kill "$server" 2>/dev/null || true
  done
  as_root umount -l "$work/debian/proc" 2>/dev/null || true
  as_root rm -rf "$work"
}
trap stop EXIT
fail() { echo "package: $*" >&2; exit 1; }
if [ "$(id -u)" = 0 ]; then as_root() { "$@"; }; else as_root() { sudo -n "$@"; }; fi
install_tool() { # COMMAND PACKAGE
  command -v "$1" >/dev/null && return
  as_root apt-get update -qq >/dev/null
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq "$2" >/dev/null 2>&1 || fail "no $1, and $2 cannot be installed"
}

began=$SECONDS
script/package --all >"$work/package.log" 2>&1 || { cat "$work/package.log" >&2; fail "script/package failed"; }
program=$(find dist -maxdepth 1 -name 'dropin-*-linux-*' ! -name '*.tar.gz' ! -name '*.json')
version=$(sed -n 's/^dropin \(.*\)/\1/p' "$work/package.log" | head -n 1)
echo "package: built in $((SECONDS - began)) s"

# --- the lines of docs/install.md, from a release that is this directory
(cd dist && exec python3 -c '
import functools, http.server, sys
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(http.server.SimpleHTTPRequestHandler, directory="."))
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()' >"$work/release.url" 2>/dev/null) &
servers+=($!)
for _ in $(seq 1 100); do [ -s "$work/release.url" ] && break; sleep 0.1; done
line() { # WAY: its command there
  local command
  command=$(sed -n "s/^| $1 | \`\(.*\)\` |\$/\1/p" docs/install.md)
  [ -n "$command" ] || fail "docs/install.md has no way '$1'"
  # The page speaks of x86_64.
  if [ "$(uname -m)" = aarch64 ]; then
    command=$(sed "s/linux-x86_64/linux-arm64/; s/amd64/arm64/; s/dropin_messages-.*whl/$(basename dist/*.whl)/" <<<"$command")
  fi
  command=${command//RELEASE/$(cat "$work/release.url")}
  echo "${command//VERSION/$version}"
}

# --- one file
size=$(stat -c %s "$program")
[ "$size" -le 30000000 ] || fail "$program has $size bytes, more than 30 MB"
libraries=$(ldd "$program" | awk '{ print $1 }' | xargs -n 1 basename | LC_ALL=C sort | xargs)
[ "$libraries" = "ld-linux-x86-64.so.2 libc.so.6 libm.so.6 linux-vdso.so.1" ] ||
  [ "$libraries" = "ld-linux-aarch64.so.1 libc.so.6 libm.so.6 linux-vdso.so.1" ] || fail "$program needs $libraries"
start=$(python3 - "$program" <<'PYTHON'
import os, resource, subprocess, sys
for _ in range(40):
    subprocess.run([sys.argv[1], "run", "--help"], check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(round((used.ru_utime + used.ru_stime) / 40 * 1000, 1))
PYTHON
)
python3 -c "import sys; sys.exit(float('$start') > 15)" || fail "starting takes $start ms of CPU, more than 15"
echo "package: $size bytes, needs $libraries, starts in $start ms of CPU"

# --- a root with the C library and nothing else: no /proc, no home, no certificates, one directory to write to
packaging/image-root "$program" "$work/bare" --bare
mkdir "$work/bare/out"
chmod 777 "$work/bare/out"
bare() { as_root env -i "$(command -v chroot)" --userspec=65534:65534 "$work/bare" /usr/bin/dropin "$@"; }
bare --version >"$work/version"
digest=$(DROPIN_SPECS=$here/specs "$program" --version | sed -n 's/.*digest \([0-9a-f]*\).*/\1/p')
grep -q "digest $digest, inside the program" "$work/version" || { cat "$work/version"; fail "another suite than the checkout's, $digest"; }
listen() { # NAME, then the arguments of serve: leaves the address in $address
  local name=$1
  shift
  bare serve --port 0 "$@" >"$work/$name.url" 2>"$work/$name.log" &
  servers+=($!)
  for _ in $(seq 1 100); do
    [ -s "$work/$name.url" ] && break
    sleep 0.1
  done
  address=$(head -n 1 "$work/$name.url")
  [ -n "$address" ] || { cat "$work/$name.log"; fail "serve does not listen in the bare root"; }
}
outcome() { # WANTED, then the arguments of run
  local wanted=$1 status=0
  shift
  bare run --profile smoke --quiet --out /out/report "$@" >"$work/run.txt" 2>&1 || status=$?
  [ "$status" = "$wanted" ] || { cat "$work/run.txt"; fail "dropin run $* in the bare root: exit $status in place of $wanted"; }
}
listen sound
sound=$address
outcome 0 "$sound" --model reference/model-1
[ -s "$work/bare/out/report/report.html" ] || fail "no report was written in the bare root"
listen defective --defect index-from-one
outcome 1 "$address" --model reference/model-1
outcome 0 --target reference
bare frobnicate >/dev/null 2>&1 && fail "a mistyped command succeeds without /proc"
# What libdispatch looks for in /proc, it looks for after a second of work.
sleep 2
for server in "${servers[@]}"; do kill -0 "$server" || fail "a server in the bare root has ended"; done
echo "package: in a root with $(find "$work/bare" -name '*.so*' -printf '%f ')and no /proc: sound server 0, defect 1, embedded server 0"

# --- certificates, where the distributions keep them
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
  -keyout "$work/key.pem" -out "$work/certificate.pem" 2>/dev/null
python3 - "$work" "${sound#http://}" >"$work/tls.url" <<'PYTHON' &
import socket, ssl, sys, threading
work, (host, port) = sys.argv[1], sys.argv[2].split(":")
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(f"{work}/certificate.pem", f"{work}/key.pem")
listener = socket.create_server(("127.0.0.1", 0))
print(f"https://localhost:{listener.getsockname()[1]}", flush=True)

def pump(source, sink):
    try:
        while data := source.recv(65536):
            sink.sendall(data)
    except OSError:
        pass
    for each in (source, sink):
        try:
            each.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

def serve(raw):
    try:
        client = context.wrap_socket(raw, server_side=True)
    except OSError:
        return
    server = socket.create_connection((host, int(port)))
    threading.Thread(target=pump, args=(client, server), daemon=True).start()
    pump(server, client)

while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
PYTHON
servers+=($!)
for _ in $(seq 1 50); do [ -s "$work/tls.url" ] && break; sleep 0.1; done
secure=$(cat "$work/tls.url")
mkdir -p "$work/bare/etc"
echo "127.0.0.1 localhost" >"$work/bare/etc/hosts"
bare run "$secure" --model reference/model-1 --profile smoke --quiet --out /out/report >"$work/run.txt" 2>&1 &&
  fail "a certificate that nobody trusts is accepted"
grep -qi "certificate" "$work/run.txt" || { cat "$work/run.txt"; fail "a certificate that nobody trusts is not called one"; }
# Debian and Alpine, Red Hat, Amazon Linux, openSUSE.
for place in etc/ssl/certs/ca-certificates.crt etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem \
  etc/pki/tls/certs/ca-bundle.crt etc/ssl/ca-bundle.pem; do
  install -D -m 644 "$work/certificate.pem" "$work/bare/$place"
  outcome 0 "$secure" --model reference/model-1
  rm "$work/bare/$place"
done
echo "package: TLS is refused without certificates and holds with them in 4 places"

# --- a minimal Debian: the package is installed, used and removed
install_tool debootstrap debootstrap
minimal=$here/.build-package/minbase.tar
# shellcheck source=/dev/null
release=$(. /etc/os-release && echo "$VERSION_CODENAME")
# shellcheck disable=SC2016
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $release" | head -n 1)
[ -n "$mirror" ] || fail "apt knows no packages of $release"
if [ ! -s "$minimal" ]; then
  began=$SECONDS
  as_root debootstrap --variant=minbase "$release" "$work/debian" "$mirror" >"$work/debootstrap.log" 2>&1 ||
    { tail -n 20 "$work/debootstrap.log"; fail "debootstrap failed"; }
  as_root tar -C "$work/debian" -cf "$minimal.new" .
  as_root mv "$minimal.new" "$minimal"
  echo "package: made a minimal $release in $((SECONDS - began)) s"
else
  mkdir "$work/debian"
  as_root tar -C "$work/debian" -xf "$minimal"
fi
in_debian() { as_root env -i PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$(command -v chroot)" "$work/debian" "$@"; }
in_debian sh -c 'command -v swift curl python3' >/dev/null && fail "the minimal system is not minimal"
as_root cp dist/dropin_*.deb "$work/debian/tmp/"
printf 'APT::Get::Assume-Yes "true"; APT::Install-Recommends "false";\n' |
  as_root tee "$work/debian/etc/apt/apt.conf.d/test" >/dev/null
began=$(date +%s%N)
in_debian sh -c "cd /tmp && $(line 'Debian, Ubuntu')" >"$work/dpkg.log" 2>&1 ||
  { cat "$work/dpkg.log"; fail "the package cannot be installed"; }
in_debian sh -c 'cd /tmp && dropin run --target reference --profile smoke --quiet' >"$work/run.txt" || { cat "$work/run.txt"; fail "the installed program fails"; }
took=$((($(date +%s%N) - began) / 1000000))
in_debian sh -c 'dpkg --verify dropin && test -s /usr/share/bash-completion/completions/dropin' || fail "the installed files are not those of the package"
in_debian dpkg --purge dropin >/dev/null 2>&1
in_debian sh -c 'command -v dropin' >/dev/null && fail "the program is there after the package was removed"
echo "package: the .deb is installed in a minimal $release, says pass, and is gone again; $took ms from nothing to a verdict"
began=$(date +%s%N)
mkdir "$work/alone"
(cd "$work/alone" && env -i "PATH=$PATH" sh -ec "$(line 'Linux, one file')" && ./dropin run --target reference --profile smoke --quiet) \
  >"$work/run.txt" 2>&1 || { cat "$work/run.txt"; fail "the line for one file fails"; }
echo "package: one file is downloaded and says pass; $((($(date +%s%N) - began) / 1000000)) ms from nothing to a verdict"
# The same in the minimal system, which has nothing to download with.
as_root install -m 755 "$program" "$work/debian/usr/local/bin/dropin"
in_debian sh -c 'cd /tmp && dropin run --target reference --profile smoke --quiet' >/dev/null || fail "the file alone fails in the minimal system"

# --- the archive, the schemas and the checksums
for schema in specs/*.schema.json docs/report.schema.json; do
  cmp "$schema" "dist/$(basename "$schema")" || fail "dist has another $(basename "$schema")"
done
(cd dist && sha256sum --quiet --check SHA256SUMS) || fail "the checksums are wrong"
mkdir "$work/archive"
tar -C "$work/archive" -xzf "$program.tar.gz"
cmp "$work/archive"/*/dropin "$program" || fail "the archive holds another program"
grep -q '^OpenSSL$' "$work/archive"/*/NOTICES.txt || fail "the archive has no notice of OpenSSL"
for shell in bash zsh; do
  if command -v $shell >/dev/null; then
    find "$work/archive" \( -path "*$shell*" -type f \) -exec $shell -n {} \; || fail "the completions for $shell are no $shell"
  fi
done

# --- the wheel
peers_venv package Tests/Peers/requirements-package.txt
# shellcheck disable=SC2154
python=$venv_python
"$python" -m auditwheel show dist/*.whl >"$work/audit" 2>&1 || { cat "$work/audit"; fail "auditwheel cannot read the wheel"; }
tag=$(basename dist/*.whl | sed 's/.*-none-\(.*\)\.whl/\1/')
grep -q "\"$tag\"" "$work/audit" || { cat "$work/audit"; fail "the wheel is tagged $tag, and auditwheel says otherwise"; }
began=$(date +%s%N)
"$python" -m venv "$work/venv"
(cd "$work" && env -i PATH="$work/venv/bin:/usr/bin:/bin" PIP_NO_INDEX=1 PIP_QUIET=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
  sh -ec "$(line Python)") || fail "the line for Python fails"
(cd "$work" && venv/bin/dropin run --target reference --profile smoke --quiet >/dev/null) || fail "the command of the wheel fails"
took=$((($(date +%s%N) - began) / 1000000))
[ "$("$work/venv/bin/python" -m dropin --version)" = "$("$program" --version)" ] || fail "python -m dropin is another program"
status=0
"$work/venv/bin/python" -m dropin run --nope >/dev/null 2>&1 || status=$?
[ "$status" = 2 ] || fail "python -m dropin gives exit $status for a mistyped option"
echo "package: the wheel is $tag; $took ms from nothing to a verdict"
bash Tests/Slow/helper.sh dist/*.whl

# --- the bill of materials
"$python" - dist/*.cdx.json <<'PYTHON' || fail "the bill of materials is not valid"
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(open(sys.argv[1]).read())
sys.exit(f"{error}" if error else 0)
PYTHON

# --- the image
install_tool buildah buildah
packaging/image-root "$program" .build-package/image-root
image=dropin-package-test
store=(--root "$work/containers" --runroot "$work/containers-run" --storage-driver vfs)
as_root buildah "${store[@]}" build --isolation chroot --quiet --tag "$image" . >/dev/null 2>"$work/buildah" ||
  { cat "$work/buildah"; fail "buildah cannot build the image"; }
as_root buildah "${store[@]}" push --quiet "$image" "oci-archive:$work/image.tar"
began=$(date +%s%N)
mkdir "$work/oci" "$work/unpacked"
tar -C "$work/oci" -xf "$work/image.tar"
python3 - "$work/oci" "$work/unpacked" >"$work/entrypoint" <<'PYTHON'
import json, pathlib, sys, tarfile
oci, root = map(pathlib.Path, sys.argv[1:])
blob = lambda digest: oci / "blobs" / digest.replace(":", "/")
manifest = json.loads(blob(json.loads((oci / "index.json").read_text())["manifests"][0]["digest"]).read_text())
for layer in manifest["layers"]:
    with tarfile.open(blob(layer["digest"])) as archive:
        archive.extractall(root)
    print(f"package: image layer {layer['mediaType'].rsplit('.', 1)[-1]}, {layer['size']} bytes", file=sys.stderr)
config = json.loads(blob(manifest["config"]["digest"]).read_text())["config"]
assert config["User"] == "65534:65534", config
print(config["Entrypoint"][0])
PYTHON
chmod 1777 "$work/unpacked/reports"
as_root env -i "$(command -v chroot)" --userspec=65534:65534 "$work/unpacked" "$(cat "$work/entrypoint")" run "$sound" \
  --model reference/model-1 --profile smoke --quiet >"$work/run.txt" 2>&1 || { cat "$work/run.txt"; fail "the unpacked image fails"; }
took=$((($(date +%s%N) - began) / 1000000))
echo "package: the image is unpacked and says pass; $took ms from its archive to a verdict"
[ -s "$work/unpacked/reports/last/report.html" ] || fail "the image leaves no report in /reports"

# --- the action, the GitLab component, the workflow and the formula
"$python" Tests/Slow/package/integrations.py dist "$program" || fail "what CI systems run does not hold"
echo "package: dropin $version: all passed"
