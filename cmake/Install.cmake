# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` puts where, and the package that find_package(SolvePuzzle) finds. The folder tools installs
# the program, its man page and its completion.
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/SolvePuzzle)

foreach(folder puzzles io attention solver)
  if(TARGET ${folder})
    set_target_properties(${folder} PROPERTIES OUTPUT_NAME solve_puzzle_${folder})
    install(TARGETS ${folder} EXPORT SolvePuzzleTargets
      ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development
      INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/solve-puzzle)
    install(DIRECTORY ${folder} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/solve-puzzle COMPONENT development
      FILES_MATCHING PATTERN "*.h" PATTERN network EXCLUDE)
  endif()
endforeach()
install(EXPORT SolvePuzzleTargets NAMESPACE SolvePuzzle:: DESTINATION ${package_dir} COMPONENT development)

if(TARGET solve_puzzle_network)
  install(TARGETS solve_puzzle_network LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/solve-puzzle COMPONENT network)
endif()

configure_package_config_file(cmake/SolvePuzzleConfig.cmake.in ${PROJECT_BINARY_DIR}/SolvePuzzleConfig.cmake
  INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/SolvePuzzleConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/SolvePuzzleConfig.cmake ${PROJECT_BINARY_DIR}/SolvePuzzleConfigVersion.cmake
  DESTINATION ${package_dir} COMPONENT development)
install(FILES LICENSE README.md DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/solve-puzzle COMPONENT program)
