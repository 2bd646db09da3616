//===- run.cpp - Scenarios, step by step ----------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inherit.h"
#include "json_text.h"
#include "replay/script_keys.h"
#include "replay/show.h"
#include "tidepool/collector.h"
#include "tidepool/replay.h"
#include <map>
#include <memory>

namespace tidepool {
namespace {

using namespace detail;
using Step = Scenario::Step;
using Operation = Scenario::Operation;

class Run {
public:
  Run(const ReplayOptions &Options, const std::function<void(std::string_view)> &Write)
      : Options(Options), Write(Write) {
    start("0");
  }
  ~Run() {
    for (auto &Worker : Workers)
      Worker.second->clear();
  }
  Run(const Run &) = delete;
  Run &operator=(const Run &) = delete;

  /// Shown: with the output that the options ask for.
  void step(const Step &S, bool Shown);
  void summary(std::size_t Operations) const;

private:
  void start(const std::string &Name);
  void makeKey(const Step &S, std::string &Result);
  void apply(const Step &S, std::string &Result);
  void useKey(const Step &S, std::string &Result);
  void inherit(const Step &S);
  void dump(const Step &S, const std::string &Result) const;
  void draw(const Step &S, const std::string &Result);
  const ThreadState *current() const {
    auto It = Workers.find(Current);
    return It == Workers.end() ? nullptr : It->second.get();
  }
  Site at(const Step &S) const { return {Options.FileName.c_str(), static_cast<std::uint32_t>(S.Line)}; }

  const ReplayOptions &Options;
  const std::function<void(std::string_view)> &Write;
  /// Before the keys: the threads' values die last, and their entries may be stale by then.
  std::map<std::string, std::unique_ptr<ThreadState>> Workers;
  std::map<std::string, std::unique_ptr<ScriptKey>> Keys;
  std::string Current = "0";
  std::uint64_t Started = 0;
  std::uint32_t NextHash = 0;
  std::map<std::string, std::string> Drawn; ///< by thread, what was drawn last
};

void Run::start(const std::string &Name) {
  auto S = std::make_unique<ThreadState>();
  S->Id = ++Started;
  S->GivenName = std::make_unique<const std::string>(Name);
  Workers[Name] = std::move(S);
}

void Run::makeKey(const Step &S, std::string &Result) {
  const std::uint32_t Hash = S.Forced ? S.Hash : NextHash;
  NextHash += HashIncrement; // a forced one uses up a step, too
  std::unique_ptr<ScriptKey> K;
  if (S.What == Operation::New)
    K = std::make_unique<PlainKey>(S.Subject, Hash, at(S));
  else
    K = std::make_unique<InheritableKey>(S.Subject, Hash,
                                         S.Appends ? std::optional<std::string>(S.Object) : std::nullopt, at(S));
  Keys[S.Subject] = std::move(K);
  Result = ",\"hash\":" + std::to_string(static_cast<std::int32_t>(Hash));
}

void Run::useKey(const Step &S, std::string &Result) {
  Installed OnIt(*Workers.at(Current));
  ScriptKey &K = *Keys.at(S.Subject);
  ThreadLocal<ScriptValue> &H = K.holder();
  const char *File = Options.FileName.c_str();
  const int Line = static_cast<int>(S.Line);
  switch (S.What) {
  case Operation::Set:
    return H.set(S.Object, File, Line);
  case Operation::SetNull:
    return H.set(std::nullopt, File, Line);
  case Operation::Remove:
    return H.remove(File, Line);
  default: {
    unsigned Before = K.InitialCalls;
    const ScriptValue &Value = H.get(File, Line);
    Result = ",\"ret\":";
    if (Value)
      appendJson(Result, *Value);
    else
      Result += "null";
    if (K.InitialCalls != Before)
      Result += ",\"init\":true";
  }
  }
}

void Run::inherit(const Step &S) {
  ThreadState &Parent = *Workers.at(S.Object);
  ThreadLocalMap Map;
  {
    Installed OnIt(Parent);
    Map = inheritMap(Parent, /*EmptyGivesNone=*/Options.Jdk >= 25);
  }
  start(S.Subject);
  Workers.at(S.Subject)->Maps[InheritableMap] = std::move(Map);
  Current = S.Subject;
}

void Run::apply(const Step &S, std::string &Result) {
  switch (S.What) {
  case Operation::New:
  case Operation::NewInheritable:
    return makeKey(S, Result);
  case Operation::Initial:
    Keys.at(S.Subject)->InitialText = S.Object;
    return;
  case Operation::Drop:
  case Operation::Collect:
    Keys.erase(S.Subject);
    Collector::collect();
    return;
  case Operation::Thread:
    Current = S.Subject;
    if (!Workers.count(Current))
      start(Current);
    return;
  case Operation::Inherit:
    return inherit(S);
  case Operation::Exit:
    Workers.at(S.Subject)->clear();
    Workers.erase(S.Subject);
    return;
  default:
    return useKey(S, Result);
  }
}

void Run::dump(const Step &S, const std::string &Result) const {
  std::string Line = "{\"op\":";
  appendJson(Line, S.Text);
  Line += Result + ",\"t\":";
  appendJson(Line, Current);
  Line += ',';
  static const ThreadLocalMap None;
  const ThreadState *T = current();
  appendMapJson(Line, T ? T->Maps[PlainMap] : None);
  if (T && T->Maps[InheritableMap].exists()) {
    Line += ",\"inheritable\":{";
    appendMapJson(Line, T->Maps[InheritableMap]);
    Line += '}';
  }
  Line += "}\n";
  Write(Line);
}

void Run::draw(const Step &S, const std::string &Result) {
  std::string Text;
  const ThreadState *T = current();
  for (unsigned Kind : {PlainMap, InheritableMap}) {
    if (!T || !T->Maps[Kind].exists())
      continue;
    const ThreadLocalMap &Map = T->Maps[Kind];
    Text += "thread " + Current + (Kind == InheritableMap ? ", inheritable" : "") + ": length " +
            std::to_string(Map.length()) + ", size " + std::to_string(Map.size()) + ", threshold " +
            std::to_string(Map.threshold()) + "\n";
    appendDrawing(Text, Map);
  }
  std::string Out = S.Text;
  if (!Result.empty())
    Out += "    {" + Result.substr(1) + "}";
  Out += '\n';
  std::string &Last = Drawn[Current];
  if (Text != Last)
    Out += Text + "\n";
  Last = std::move(Text);
  Write(Out);
}

void Run::step(const Step &S, bool Shown) {
  std::string Result;
  apply(S, Result);
  if (Options.Dump && Shown)
    dump(S, Result);
  if (Options.Table && Shown)
    draw(S, Result);
}

void Run::summary(std::size_t Operations) const {
  std::size_t Entries = 0, Stale = 0;
  for (const auto &Worker : Workers)
    for (const ThreadLocalMap &Map : Worker.second->Maps)
      for (std::uint32_t I = 0; I != Map.length(); ++I) {
        Key K = Map.table()->slots()[I].K;
        Entries += bool(K);
        Stale += K && K.stale();
      }
  auto Count = [](std::size_t N, const char *One, const char *Many) {
    return std::to_string(N) + " " + (N == 1 ? One : Many);
  };
  Write(Count(Operations, "operation", "operations") + "; left: " + Count(Workers.size(), "thread", "threads") +
        ", " + Count(Keys.size(), "key", "keys") + ", " + Count(Entries, "entry", "entries") + ", " +
        std::to_string(Stale) + " of them stale\n");
}

} // namespace

void replay(const Scenario &S, const ReplayOptions &Options, const std::function<void(std::string_view)> &Write) {
  Run R(Options, Write);
  for (std::size_t I = 0; I != S.Steps.size(); ++I)
    R.step(S.Steps[I], !Options.Wanted || Options.Wanted(I));
  if (!Options.Dump && !Options.Table)
    R.summary(S.Steps.size());
}

} // namespace tidepool
