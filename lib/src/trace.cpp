//===- trace.cpp - Events, from the operations to the sink ----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/trace.h"
#include "trace_start.h"
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <mutex>

namespace tidepool {
namespace detail {
namespace {

using Clock = std::chrono::steady_clock;

struct Tracer {
  std::mutex Lock;
  std::unique_ptr<TraceSink> Sink;
  Clock::time_point Began;
};

Tracer &tracer() {
  static Tracer &T = *new Tracer; // used by threads that outlive all static objects
  return T;
}

std::uint32_t countStale(const ThreadLocalMap &Map) {
  std::uint32_t Count = 0;
  for (std::uint32_t I = 0; I != Map.length(); ++I) {
    Key K = Map.table()->slots()[I].K;
    Count += K && K.stale();
  }
  return Count;
}

void setTracing(bool On) {
  Walk W;
  W.setAttention(Tracing, On);
}

} // namespace

std::mutex &tracerLock() noexcept { return tracer().Lock; }

void emitEvent(ThreadState &S, TraceEvent E, MapKind Kind) noexcept {
  E.Thread = S.Id;
  E.ThreadName = S.name();
  E.Task = S.task();
  E.Inheritable = Kind == InheritableMap;
  E.StaleMissed = countStale(S.Maps[Kind]);
  E.Length = S.Maps[Kind].length();
  E.Size = S.Maps[Kind].size();
  Tracer &T = tracer();
  std::lock_guard<std::mutex> Lock(T.Lock);
  if (!T.Sink)
    return;
  E.Nanoseconds =
      static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - T.Began).count());
  T.Sink->write(E);
}

void describe(TraceEvent &E, HolderBase &H) noexcept {
  const HolderInfo *Info = infoOf(H);
  E.Holder = Info ? std::string_view(Info->Name) : H.name();
  E.HolderId = H.key().bits();
  E.Declared = H.declared();
}

void startTraceFromEnvironment() noexcept {
  static const bool Started = [] {
    const char *Path = std::getenv("TIDEPOOL_TRACE");
    if (!Path || !*Path)
      return false;
    std::string Error;
    std::unique_ptr<TraceSink> Sink = trace_sink(Path, &Error);
    if (!Sink) {
      std::fprintf(stderr, "tidepool: TIDEPOOL_TRACE: %s\n", Error.c_str());
      return false;
    }
    set_trace_sink(std::move(Sink));
    std::atexit([] { set_trace_sink(nullptr); });
    return true;
  }();
  (void)Started;
}

} // namespace detail

void set_trace_sink(std::unique_ptr<TraceSink> Sink) {
  const bool On = Sink != nullptr;
  detail::Tracer &T = detail::tracer();
  if (!On)
    detail::setTracing(false);
  {
    std::lock_guard<std::mutex> Lock(T.Lock);
    if (T.Sink)
      T.Sink->flush();
    T.Sink.swap(Sink);
    if (On)
      T.Began = detail::Clock::now();
  }
  if (On)
    detail::setTracing(true);
}

void flush_trace() {
  detail::Tracer &T = detail::tracer();
  std::lock_guard<std::mutex> Lock(T.Lock);
  if (T.Sink)
    T.Sink->flush();
}

} // namespace tidepool
