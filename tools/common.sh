# SPDX-License-Identifier: Apache-2.0
# Sourced by the scripts beside it and by .ci/run: which packages the project is built with, and how they get there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

program_packages=(g++ cmake ninja-build ccache lld libopencv-dev libtbb-dev libfmt-dev libceres-dev nlohmann-json3-dev
  libcli11-dev libkainjow-mustache-dev libcpp-httplib-dev libavformat-dev libavcodec-dev libswscale-dev)
network_packages=(libtorch-dev libopenblas0-openmp)
test_packages=(libgtest-dev libgmock-dev libbenchmark-dev libopenmpi-dev openmpi-bin)

say() { printf '\n-- %s\n' "$*"; }

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

as_root() {
  if [ "$(id -u)" = 0 ]; then
    env DEBIAN_FRONTEND=noninteractive "$@"
  elif command -v sudo >/dev/null; then
    sudo DEBIAN_FRONTEND=noninteractive "$@"
  else
    echo "Installing packages needs root or sudo. Run as root: $*" >&2
    return 1
  fi
}

# Has apt a candidate for the package? Asks the network only where the machine has no package lists at all.
is_installable() {
  command -v apt-cache >/dev/null || return 1
  apt-cache show g++ >/dev/null 2>&1 || as_root apt-get update -qq
  apt-cache show "$1" >/dev/null 2>&1
}

# Installs those of the given packages that are missing; with none missing it needs neither root nor a network.
install_packages() {
  local package missing=()
  if ! command -v dpkg-query >/dev/null; then
    say "No Debian or Ubuntu here: these must be installed already: $*"
    return
  fi
  for package in "$@"; do is_installed "$package" || missing+=("$package"); done
  [ ${#missing[@]} = 0 ] && return
  say "Installing: ${missing[*]}"
  as_root apt-get update -qq
  as_root apt-get install -qq -y --no-install-recommends "${missing[@]}" </dev/null >/dev/null
}

# Says ON when LibTorch is there or can be installed, OFF (and on stderr what to do) where it cannot.
network_switch() {
  if [ -n "${CMAKE_PREFIX_PATH:-}" ] || is_installed libtorch-dev || is_installable libtorch-dev; then
    echo ON
  else
    cat >&2 <<'EOT'

-- This system has no package libtorch-dev: building without the network plug-in (the classical matcher needs none).
   To build with it, unpack the CPU archive of LibTorch (cxx11 ABI) from pytorch.org and run again with
   CMAKE_PREFIX_PATH=/path/to/libtorch
EOT
    echo OFF
  fi
}
