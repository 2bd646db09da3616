//===- sanitizer_options.cpp - How the tests want their sanitizers --------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Tests of fork() start threads in the child of a process that has some.
extern "C" const char *__tsan_default_options() { return "die_after_fork=0"; }
