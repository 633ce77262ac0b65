// SPDX-License-Identifier: Apache-2.0
#if defined(__SANITIZE_ADDRESS__)
extern "C" const char* __lsan_default_suppressions();

/// OpenCV keeps its tables for L*a*b* until the process ends, and hides the pointers to them.
extern "C" const char* __lsan_default_suppressions() { return "leak:cv::fastMalloc\n"; }
#endif
