//===- trace_test.cpp - Events --------------------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/task_scope.h"
#include "tidepool/thread.h"
#include "tidepool/thread_local.h"
#include "tidepool/thread_pool.h"
#include "tidepool/trace.h"
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <gtest/gtest.h>
#include <memory>
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
  ASSERT_EQ(operations(Events), "set:a set:b set:c holder-end:a holder-end:c get:b thread-end");
  EXPECT_EQ(Events[5].Event.StaleMet, 1u);
  EXPECT_EQ(Events[5].Event.StaleSwept, 1u);
  EXPECT_EQ(Events[5].Event.StaleMissed, 1u); // c's
  EXPECT_EQ(Events[5].Event.Slot, 5);
}

TEST(Trace, AHolderWithoutNameIsCalledByItsPlace) {
  ThreadLocal<int> A;
  int Line = __LINE__ - 1;
  auto Events = traced([&] { A.set(1); });
  EXPECT_EQ(Events[0].Holder, "trace_test.cpp:" + std::to_string(Line));
}

TEST(Trace, AskingIsNoRead) {
  ThreadLocal<int> A("a");
  auto Events = traced([&] { A.is_present(); });
  EXPECT_EQ(operations(Events), "test:a thread-end");
  EXPECT_EQ(Events[0].Event.Slot, -1);
}

TEST(Trace, TheEndOfAHolder) {
  auto Events = traced([] {
    ThreadLocal<int> First("h");
    First.set(1);
    ThreadLocal<int> Second("h");
    Second.set(2);
  });
  ASSERT_EQ(operations(Events), "set:h set:h holder-end:h holder-end:h thread-end");
  EXPECT_NE(Events[0].Event.HolderId, Events[1].Event.HolderId);
  EXPECT_EQ(Events[2].Event.HolderId, Events[1].Event.HolderId);
  EXPECT_EQ(Events[3].Event.Declared.Line + 1, Events[0].Event.Where.Line);
}

TEST(Trace, EmptyValues) {
  ThreadLocal<int *> P("pointer");
  ThreadLocal<std::shared_ptr<int>> S("shared");
  ThreadLocal<int> N("number");
  ThreadLocal<std::string> T("text");
  auto Events = traced([&] {
    P.set(nullptr);
    S.set(nullptr);
    S.set(std::make_shared<int>(1));
    N.set(0);
    T.set("");
  });
  std::vector<bool> Empty;
  for (const Seen &E : Events)
    Empty.push_back(E.Event.Empty);
  EXPECT_EQ(Empty, (std::vector<bool>{true, true, false, false, false, false}));
}

TEST(Trace, EqualValuesHaveEqualDigests) {
  struct Opaque {
    int Number;
  };
  ThreadLocal<std::string> T("text");
  ThreadLocal<std::unique_ptr<std::string>> P("pointer");
  ThreadLocal<Opaque> O("opaque");
  auto Events = traced([&] {
    T.set("a");
    T.get();
    T.set("b");
    P.set(std::make_unique<std::string>("a"));
    P.set(std::make_unique<std::string>("a"));
    P.set(nullptr);
    O.set({1});
    T.remove();
    T.is_present();
  });
  std::vector<std::uint64_t> D;
  for (const Seen &E : Events)
    D.push_back(E.Event.Digest);
  ASSERT_EQ(D.size(), 10u);
  EXPECT_NE(D[0], 0u);
  EXPECT_EQ(D[1], D[0]);
  EXPECT_NE(D[2], D[0]);
  EXPECT_EQ(D[3], D[0]);
  EXPECT_EQ(D[4], D[3]);
  EXPECT_NE(D[5], D[3]);
  EXPECT_NE(D[5], 0u);
  EXPECT_EQ(D[6], 0u);
  EXPECT_EQ(D[7], 0u);
  EXPECT_EQ(D[8], 0u);
}

TEST(Trace, SubmissionsAndHowTasksEnd) {
  std::vector<Seen> Events;
  set_trace_sink(std::make_unique<Collecting>(Events));
  {
    ThreadPool Pool(1, AfterTask::remove);
    Pool.submit([] {}).wait();
    EXPECT_THROW(Pool.submit([] { throw 1; }).get(), int);
  }
  set_trace_sink(nullptr);
  Events.erase(std::remove_if(Events.begin(), Events.end(), [](const Seen &E) { return E.Operation == "thread-end" || E.Operation == "inherit"; }),
               Events.end());
  ASSERT_EQ(operations(Events), "submit task-begin clear task-end submit task-begin clear task-end");
  EXPECT_EQ(Events[0].Event.Submission, Events[1].Event.Submission);
  EXPECT_EQ(Events[4].Event.Submission, Events[0].Event.Submission + 1);
  EXPECT_NE(Events[0].Event.Thread, Events[1].Event.Thread);
  EXPECT_FALSE(Events[3].Event.Unwound);
  EXPECT_TRUE(Events[7].Event.Unwound);
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
