#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Reads the sources below a folder and fails, naming file and line, on: an include against the order of the folders,
# LibTorch outside the plug-in, OpenCV's own threads, a missing licence line, a header that does not say what lives in it,
# a type whose name a second header gives to another one (no compiler sees it, and the program mixes them up).
# Usage: check_layers.sh SOURCE_DIR
set -eu
cd "$1"

sources=$(find puzzles io attention solver tools tests -name '*.h' -o -name '*.cc' -o -name '*.inc')
scripts=$(find CMakeLists.txt cmake puzzles io attention solver tools tests .ci -name CMakeLists.txt -o -name '*.cmake' \
  -o -name '*.sh' -o -path tools/demo -o -path tools/test -o -path tools/benchmarks -o -path .ci/run)

# shellcheck disable=SC2086
awk '
  BEGIN {
    may["puzzles"] = "puzzles"
    may["io"] = "io puzzles"
    may["attention"] = "attention puzzles"
    may["solver"] = "solver attention puzzles"
    may["tools"] = "tools solver attention io puzzles"
    may["tests"] = "tests tools solver attention io puzzles"
  }
  function wrong(what) { printf "%s:%d: %s\n", FILENAME, FNR, what; num_wrong++ }
  FNR == 1 && $0 != "// SPDX-License-Identifier: Apache-2.0" { wrong("the first line is not the licence line") }
  FNR == 2 && FILENAME ~ /\.h$/ && $0 !~ /^\/\/ [^ ]/ { wrong("the second line of a header says what lives here") }
  /^[ \t]*#[ \t]*include[ \t]*"/ {
    split($0, quoted, "\"")
    included = quoted[2]
    split(FILENAME, mine, "/")
    split(included, theirs, "/")
    if (index(" " may[mine[1]] " ", " " theirs[1] " ") == 0)
      wrong(mine[1] " may include " may[mine[1]] "; found " included)
    if (included ~ /^attention\/network\// && FILENAME !~ /^(tests\/)?attention\/network\//)
      wrong("only the plug-in includes " included)
  }
  /^[ \t]*#[ \t]*include[ \t]*<(torch|ATen|c10|caffe2)\// && FILENAME !~ /^(tests\/)?attention\/network\// {
    wrong("LibTorch is included in attention/network only")
  }
  FILENAME ~ /\.h$/ && /^(struct|class|enum class) [A-Za-z0-9_]+( final)?( :.*)? \{/ {
    type = $1 == "enum" ? $3 : $2
    if (type in named && named[type] != FILENAME) wrong("a type named " type " is in " named[type] " too")
    named[type] = FILENAME
  }
  /[.>]forEach<|cv::parallel_for_/ { wrong("loops run on our threads (puzzles/parallel.h), not on those of OpenCV") }
  END { exit num_wrong > 0 }
' $sources || bad=1

for script in $scripts; do
  head -n 2 "$script" | grep -qx '# SPDX-License-Identifier: Apache-2.0' || { echo "$script: no licence line"; bad=1; }
done
[ -z "${bad:-}" ]
