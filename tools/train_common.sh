# SPDX-License-Identifier: Apache-2.0
# Sourced by train_weights and train_ablation: their options, and a training run that goes on where it stopped.
set -euo pipefail
script=$(realpath "$0")
cd "$(dirname "${BASH_SOURCE[0]}")/.."

pictures=${SOLVE_PUZZLE_DATA:-../shared/data}
data=$pictures/train/open
program=build/release/bin/solve-puzzle
names=()

# read_options "OPTION..." WORD...: sets the variables named by the options, and names to the other words. Shows the
# comment at the head of the script when it meets an option that it does not know.
read_options() {
  local known=$1
  shift
  while [ $# -gt 0 ]; do
    if [[ $1 == --* && " $known " == *" ${1#--} "* ]]; then
      [ $# -ge 2 ] || { echo "$script: $1 needs a value" >&2; exit 2; }
      printf -v "${1#--}" '%s' "$2"
      shift 2
    elif [[ $1 == -* ]]; then
      sed -n '3,/^[^#]/s/^# \{0,1\}//p' "$script"
      exit 2
    else
      names+=("$1")
      shift
    fi
  done
  [ -x "$program" ] || { echo "$script: $program is missing; build it first (tools/test)" >&2; exit 1; }
}

is_wanted() { [ ${#names[@]} = 0 ] || [[ " ${names[*]} " == *" $1 "* ]]; }

# train_one NAME OPTION...: learns from the folders in $data, makes NAME.safetensors in $out, with its curve and
# checkpoint. A run that was stopped leaves weights too, so the mark .done tells which ones are finished.
train_one() {
  local name=$1 resume=()
  shift
  [ -e "$out/$name.done" ] && return
  [ -e "$out/$name.checkpoint" ] && resume=(--resume)
  mkdir -p "$out"
  OMP_NUM_THREADS=1 "$program" train "${data[@]}" -o "$out/$name.safetensors" "$@" "${resume[@]}"
  touch "$out/$name.done"
}
