# SPDX-License-Identifier: Apache-2.0
# The libraries of others that ours are made of. What only one folder needs is looked up there.
find_package(OpenCV 4.5 REQUIRED COMPONENTS core imgproc imgcodecs)
find_package(fmt REQUIRED)
find_package(Ceres REQUIRED)
find_package(Threads REQUIRED)
if(NOT SOLVE_PUZZLE_STD_THREADS)
  find_package(TBB REQUIRED)
endif()

# LibTorch: 1.13 or 2.x. solve_puzzle_torch is the one target that knows of it.
if(SOLVE_PUZZLE_NETWORK)
  find_package(Torch QUIET)
  if(NOT Torch_FOUND)
    message(FATAL_ERROR "LibTorch was not found. Install libtorch-dev, or unpack the CPU archive (cxx11 ABI) of "
      "pytorch.org and give its folder: -DCMAKE_PREFIX_PATH=/path/to/libtorch. To build without networks "
      "(the classical matcher needs none): -DSOLVE_PUZZLE_NETWORK=OFF")
  endif()
  if(TORCH_CXX_FLAGS MATCHES "_GLIBCXX_USE_CXX11_ABI=0")
    message(FATAL_ERROR "LibTorch in ${TORCH_INSTALL_PREFIX} was built with the pre-C++11 ABI and cannot be linked with "
      "OpenCV; get the cxx11-abi archive")
  endif()
  add_library(solve_puzzle_torch INTERFACE)
  target_link_libraries(solve_puzzle_torch INTERFACE torch)
endif()
