#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The layer check finds each kind of fault, one at a time, in a small tree that is right otherwise.
# Usage: check_layers_test.sh CHECK
set -eu
check=$1
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

fresh_tree() {
  rm -rf "${tree:?}"/*
  mkdir -p "$tree/puzzles" "$tree/io" "$tree/attention/network" "$tree/solver" "$tree/tools" "$tree/tests" \
    "$tree/cmake" "$tree/.ci"
  echo '# SPDX-License-Identifier: Apache-2.0' > "$tree/CMakeLists.txt"
  printf '// SPDX-License-Identifier: Apache-2.0\n// Words.\n#pragma once\n' > "$tree/puzzles/words.h"
  printf '// SPDX-License-Identifier: Apache-2.0\n#include "puzzles/words.h"\n' > "$tree/solver/solve.cc"
  printf '// SPDX-License-Identifier: Apache-2.0\n#include <torch/torch.h>\n' > "$tree/attention/network/net.cc"
}

expect_fault() {
  if "$check" "$tree" > "$tree/said"; then
    echo "not found: $1"
    exit 1
  fi
  grep -q "$2" "$tree/said" || { echo "said for $1:"; cat "$tree/said"; exit 1; }
}

fresh_tree
"$check" "$tree"

echo '#include "solver/solve.h"' >> "$tree/puzzles/words.h"
expect_fault 'puzzles includes solver' 'puzzles/words.h:4: puzzles may include'

fresh_tree
echo '#include "io/files.h"' >> "$tree/solver/solve.cc"
expect_fault 'solver includes io' 'solver/solve.cc:3'

fresh_tree
echo '#include "words.h"' >> "$tree/solver/solve.cc"
expect_fault 'an include without its folder' 'solver/solve.cc:3'

fresh_tree
echo '#include <torch/torch.h>' >> "$tree/solver/solve.cc"
expect_fault 'torch in solver' 'LibTorch'

fresh_tree
echo '#include <ATen/ATen.h>' >> "$tree/puzzles/words.h"
expect_fault 'ATen in puzzles' 'LibTorch'

fresh_tree
echo 'int x;' > "$tree/io/files.cc"
expect_fault 'no licence line' 'io/files.cc:1: the first line'

fresh_tree
printf '// SPDX-License-Identifier: Apache-2.0\n#pragma once\n' > "$tree/io/files.h"
expect_fault 'a header without its purpose' 'io/files.h:2'

fresh_tree
echo 'project(x)' > "$tree/CMakeLists.txt"
expect_fault 'a CMake file without licence line' 'CMakeLists.txt: no licence line'

fresh_tree
echo 'void f(cv::Mat& m) { m.forEach<float>(g); }' >> "$tree/solver/solve.cc"
expect_fault 'a loop on threads of OpenCV' 'solver/solve.cc:3'

fresh_tree
echo 'struct Place {' >> "$tree/puzzles/words.h"
sed 's/Words/Layouts/; $a struct Place {' "$tree/puzzles/words.h" > "$tree/solver/layout.h"
sed -i '$d' "$tree/solver/layout.h"
expect_fault 'two types of one name' 'solver/layout.h:4: a type named Place is in puzzles/words.h too'
