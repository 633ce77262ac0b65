#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# No program may be linked to LibTorch: it would cost 0.6 s at every start. Usage: check_start.sh PROGRAM...
set -eu
for program in "$@"; do
  libraries=$(ldd "$program")
  echo "$libraries" | grep -q libc.so || { echo "$program: ldd names no libraries"; exit 1; }
  if echo "$libraries" | grep -E 'libtorch|libc10|libsolve_puzzle_network'; then
    echo "$program: linked to LibTorch"
    exit 1
  fi
done
