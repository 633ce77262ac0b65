# SPDX-License-Identifier: Apache-2.0
# cmake -DOUTPUT=FILE.cc -DNAMESPACE=NAME -DFILES=function=path;... -P EmbedFile.cmake
# writes a source with one function per file that gives its bytes.
set(text "// Written by cmake/EmbedFile.cmake.\n#include <string_view>\n\nnamespace ${NAMESPACE} {\n")
foreach(pair IN LISTS FILES)
  string(REGEX MATCH "^([^=]+)=(.*)$" unused "${pair}")
  set(function ${CMAKE_MATCH_1})
  file(READ "${CMAKE_MATCH_2}" bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(REGEX REPLACE "(0x0a,)" "\\1\n" bytes "${bytes}")
  string(APPEND text "static const unsigned char ${function}_bytes[] = {${bytes}0};\n"
    "std::string_view ${function}();\n"
    "std::string_view ${function}() {\n"
    "  return {reinterpret_cast<const char*>(${function}_bytes), sizeof ${function}_bytes - 1};\n}\n")
endforeach()
file(WRITE "${OUTPUT}" "${text}}\n")
