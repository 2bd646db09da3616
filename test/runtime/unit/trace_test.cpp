//===- trace_test.cpp - Events --------------------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/task_scope.h"
#include "tidepool/thread.h"
#include "tidepool/thread_local.h"
#include "tidepool/trace.h"
#include <cstdio>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

namespace tidepool {
namespace {

struct Seen {
  std::string Operation, Holder, File;
  TraceEvent Event;
};

class Collecting : public TraceSink {
public:
  explicit Collecting(std::vector<Seen> &To) : To(To) {}
  void write(const TraceEvent &E) override {
    To.push_back({std::string(E.Operation), std::string(E.Holder), E.Where.File ? E.Where.File : "", E});
  }

private:
  std::vector<Seen> &To;
};

template <class F> std::vector<Seen> traced(F Body) {
  std::vector<Seen> Out;
  set_trace_sink(std::make_unique<Collecting>(Out));
  std::thread(Body).join();
  set_trace_sink(nullptr);
  return Out;
}

std::string operations(const std::vector<Seen> &Events) {
  std::string Out;
  for (const Seen &S : Events)
    Out += (Out.empty() ? "" : " ") + S.Operation + (S.Holder.empty() ? "" : ":" + S.Holder);
  return Out;
}

TEST(Trace, EveryOperationIsAnEvent) {
  ThreadLocal<int> A("a");
  ThreadLocal<std::string> B("b");
  auto Events = traced([&] {
    TaskScope Scope;
    A.set(1);
    A.set(2);
    A.get();
    B.get();
    B.get();
    A.remove();
  });
  EXPECT_EQ(operations(Events), "task-begin set:a set:a get:a get:b initial:b get:b remove:a "
                                "remove:a remove:b "
                                "task-end thread-end");
  EXPECT_EQ(Events[1].Event.Task, 1u);
  EXPECT_EQ(Events[1].Event.Length, 16u);
  EXPECT_NE(Events[1].File.find("trace_test.cpp"), std::string::npos);
  EXPECT_EQ(Events[2].Event.Where.Line, Events[1].Event.Where.Line + 1);
}

TEST(Trace, OffMeansOff) {
  ThreadLocal<int> A;
  A.set(1);
  std::vector<Seen> Out;
  set_trace_sink(std::make_unique<Collecting>(Out));
  A.get();
  set_trace_sink(nullptr);
  A.get();
  A.set(2);
  EXPECT_EQ(operations(Out).rfind("get:", 0), 0u);
  EXPECT_EQ(Out.size(), 1u);
}

TEST(Trace, CountsStaleEntries) {
  ThreadLocal<int> B(HashCode{5}, "b");
  auto Events = traced([&] {
    auto A = std::make_unique<ThreadLocal<int>>(HashCode{5}, "a");
    auto C = std::make_unique<ThreadLocal<int>>(HashCode{12}, "c");
    A->set(1);
    B.set(2);
    C->set(3);
    A.reset();
    C.reset();
    B.get();
  });
  ASSERT_EQ(operations(Events), "set:a set:b set:c get:b thread-end");
  EXPECT_EQ(Events[3].Event.StaleMet, 1u);
  EXPECT_EQ(Events[3].Event.StaleSwept, 1u);
  EXPECT_EQ(Events[3].Event.StaleMissed, 1u); // c's
  EXPECT_EQ(Events[3].Event.Slot, 5);
}

TEST(Trace, AHolderWithoutNameIsCalledByItsPlace) {
  ThreadLocal<int> A;
  int Line = __LINE__ - 1;
  auto Events = traced([&] { A.set(1); });
  EXPECT_EQ(Events[0].Holder, "trace_test.cpp:" + std::to_string(Line));
}

TEST(Trace, Inheriting) {
  InheritableThreadLocal<int> A("a");
  auto Events = traced([&] {
    A.set(1);
    Thread([&] { A.get(); }).join();
  });
  EXPECT_EQ(operations(Events), "set:a inherit get:a thread-end thread-end");
  EXPECT_TRUE(Events[0].Event.Inheritable);
  EXPECT_NE(Events[0].Event.Thread, Events[1].Event.Thread);
}

std::string fileOf(const char *Ending) {
  std::string Path = ::testing::TempDir() + "tidepool_trace_" + std::to_string(getpid()) + Ending;
  std::string Error;
  auto Sink = trace_sink(Path, &Error);
  EXPECT_NE(Sink, nullptr) << Error;
  set_trace_sink(std::move(Sink));
  static ThreadLocal<int> A("a \"quoted\" \\ \x01 \xff name");
  std::thread([&] {
    TaskScope Scope;
    A.set(1);
  }).join();
  set_trace_sink(nullptr);
  std::ifstream Stream(Path);
  std::stringstream Text;
  Text << Stream.rdbuf();
  std::remove(Path.c_str());
  return Text.str();
}

TEST(Trace, JsonLines) {
  std::string Text = fileOf(".jsonl");
  EXPECT_EQ(Text.rfind("{\"event\":\"task-begin\",\"ns\":", 0), 0u) << Text;
  EXPECT_NE(Text.find("\"holder\":\"a \\\"quoted\\\" \\\\ \\u0001 \xEF\xBF\xBD name\",\"slot\":"), std::string::npos)
      << Text;
}

TEST(Trace, ChromeFormat) {
  std::string Text = fileOf(".json");
  EXPECT_EQ(Text.rfind("[\n{\"name\":\"task 1\",\"cat\":\"tidepool\",\"ph\":\"B\"", 0), 0u) << Text;
  EXPECT_EQ(Text.substr(Text.size() - 4), "}\n]\n");
}

TEST(Trace, AFileThatCannotBeWritten) {
  std::string Error;
  EXPECT_EQ(trace_sink("/no/such/folder/x", &Error), nullptr);
  EXPECT_NE(Error.find("cannot write /no/such/folder/x: No such file"), std::string::npos) << Error;
}

} // namespace
} // namespace tidepool
