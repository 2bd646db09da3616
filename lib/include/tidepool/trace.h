//===- trace.h - Every operation as an event ------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TRACE_H
#define TIDEPOOL_TRACE_H

#include "tidepool/detail/config.h"
#include <memory>
#include <string>
#include <string_view>

namespace tidepool {

/// One operation on a thread's map. Text is valid during the call only.
struct TraceEvent {
  /// get, test (is_present), set, initial (the set that a get does for its initial value), remove, replay and restore
  /// (what goes with a task, what a scope puts back), clear (all of a thread's entries are taken away), holder-end,
  /// inherit (a thread got its map), submit, task-begin, task-end, thread-end.
  std::string_view Operation;
  std::uint64_t Nanoseconds = 0; ///< since tracing began
  std::uint64_t Thread = 0;      ///< counted from 1
  std::string_view ThreadName;
  std::uint32_t Task = 0;        ///< of this thread, counted from 1; 0 = outside any
  std::uint64_t Submission = 0;  ///< submit and task-begin on a ThreadPool: which one, counted from 1
  bool Unwound = false;          ///< task-end: an exception ends it
  std::string_view Holder;       ///< its name, or "file:line" of its declaration; empty for tasks and threads
  std::uint64_t HolderId = 0;    ///< of the object: equal names may be of different ones
  Site Declared;                 ///< the holder's declaration
  bool Empty = false;            ///< set: of a null pointer, an empty optional or the like
  /// get, set, initial: equal values have equal ones. 0 = there is none, or std::hash does not know the type; a smart
  /// pointer's is that of what it points to.
  std::uint64_t Digest = 0;
  bool Inheritable = false;      ///< which of the thread's two maps
  std::int32_t Slot = -1;        ///< of the entry; -1 = there is none
  std::uint32_t Probes = 0;      ///< slots looked at for the key
  std::uint32_t StaleMet = 0, StaleSwept = 0;
  std::uint32_t StaleMissed = 0; ///< stale entries that the table still has
  std::uint32_t Length = 0, Size = 0; ///< the table's, afterwards; 0 = the thread has no map
  Site Where;
};

/// Where events go. `write` is called by one thread at a time, after the operation, outside all locks of the
/// maps; it must not use holders. Exceptions end the program.
class TIDEPOOL_API TraceSink {
public:
  virtual ~TraceSink() = default;
  virtual void write(const TraceEvent &E) = 0;
  virtual void flush() {}
};

/// A file with one JSON object a line. Null if it cannot be written; `Error` says why then.
TIDEPOOL_API std::unique_ptr<TraceSink> json_lines_sink(const std::string &Path, std::string *Error = nullptr);
/// A file for Perfetto or chrome://tracing: tasks as slices, operations as instants in them, the table's stale
/// entries as a counter. Null if it cannot be written, likewise.
TIDEPOOL_API std::unique_ptr<TraceSink> chrome_trace_sink(const std::string &Path, std::string *Error = nullptr);
/// By the path's ending: `.json` is the Chrome format, all else JSON lines. Null, likewise.
TIDEPOOL_API std::unique_ptr<TraceSink> trace_sink(const std::string &Path, std::string *Error = nullptr);

/// Sends the operations of all threads to `Sink` from now on; null ends it. The former sink is flushed and
/// destroyed. Thread-safe; waits for operations that are under way on other threads. While tracing is off the
/// operations pay nothing for it: the inline parts are led past themselves only while it is on. Then each takes a
/// lock, and counts its table's stale entries, which is linear in the length. With TIDEPOOL_TRACE=FILE in the environment it is on from the first use of a
/// holder to the end of the process.
TIDEPOOL_API void set_trace_sink(std::unique_ptr<TraceSink> Sink);
/// Hands on what the sink has kept back. Thread-safe.
TIDEPOOL_API void flush_trace();

} // namespace tidepool

#endif // TIDEPOOL_TRACE_H
