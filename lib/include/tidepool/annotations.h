//===- annotations.h - What to tell the checker ---------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_ANNOTATIONS_H
#define TIDEPOOL_ANNOTATIONS_H

// Attributes that `tidepool check` and its clang-tidy module understand, and that compile to nothing. With other
// compilers than Clang they are empty.
//
//   TIDEPOOL_CACHE thread_local Parser *tlParser;         kept between tasks on purpose: no finding about it
//   TIDEPOOL_TASK void onRequest(Request &R);             a pool's thread runs it, then goes on to others
//   TIDEPOOL_SUBMITS(0) void post(std::function<void()>); parameter 0 (counted from 0) is a callable: a task
//   TIDEPOOL_REMOVES void clearContext();                 empty afterwards: the holders that it touches, or all of the
//                                                         thread's, if its body is not in the program
//   TIDEPOOL_SWITCHES void yieldFiber();                  may come back on another thread
//
// The attribute stands at the beginning of the declaration.

#if defined(__clang__)
#define TIDEPOOL_ANNOTATION_(...) [[clang::annotate(__VA_ARGS__)]]
#else
#define TIDEPOOL_ANNOTATION_(...)
#endif

#define TIDEPOOL_CACHE TIDEPOOL_ANNOTATION_("tidepool::cache")
#define TIDEPOOL_TASK TIDEPOOL_ANNOTATION_("tidepool::task")
#define TIDEPOOL_SUBMITS(N) TIDEPOOL_ANNOTATION_("tidepool::submits", N)
#define TIDEPOOL_REMOVES TIDEPOOL_ANNOTATION_("tidepool::removes")
#define TIDEPOOL_SWITCHES TIDEPOOL_ANNOTATION_("tidepool::switches")

#endif // TIDEPOOL_ANNOTATIONS_H
