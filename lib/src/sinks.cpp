//===- sinks.cpp - Traces as files ----------------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "json_text.h"
#include "tidepool/trace.h"
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace tidepool {
namespace {

using detail::appendJson;

std::FILE *openFile(const std::string &Path, std::string *Error) {
  std::FILE *Stream = std::fopen(Path.c_str(), "we");
  if (!Stream && Error)
    *Error = "cannot write " + Path + ": " + std::strerror(errno);
  return Stream;
}

/// Members of one JSON object.
class Object {
public:
  explicit Object(std::string &To) : To(To) { To += '{'; }
  ~Object() { To += '}'; }
  Object(const Object &) = delete;
  Object &operator=(const Object &) = delete;

  Object &text(std::string_view Name, std::string_view Value) {
    name(Name);
    appendJson(To, Value);
    return *this;
  }
  Object &number(std::string_view Name, long long Value) { return raw(Name, std::to_string(Value)); }
  Object &raw(std::string_view Name, std::string_view Value) {
    name(Name);
    To += Value;
    return *this;
  }

private:
  void name(std::string_view Name) {
    To += First ? "\"" : ",\"";
    To += Name;
    To += "\":";
    First = false;
  }
  std::string &To;
  bool First = true;
};

/// As text: not all readers of JSON have numbers of 64 bits.
std::string hexadecimal(std::uint64_t Number) {
  char Text[20];
  std::snprintf(Text, sizeof Text, "%llx", static_cast<unsigned long long>(Number));
  return Text;
}

/// What both formats say of an operation.
void describe(Object &O, const TraceEvent &E) {
  if (!E.Holder.empty()) {
    O.text("holder", E.Holder).number("slot", E.Slot).number("probes", E.Probes);
    O.number("stale_met", E.StaleMet).number("stale_swept", E.StaleSwept);
    O.text("holder_id", hexadecimal(E.HolderId));
    if (E.Declared.File)
      O.text("declared_file", E.Declared.File).number("declared_line", E.Declared.Line);
    if (E.Empty)
      O.raw("empty", "true");
    if (E.Digest)
      O.text("digest", hexadecimal(E.Digest));
  }
  if (E.Submission)
    O.number("submission", static_cast<long long>(E.Submission));
  if (E.Unwound)
    O.raw("unwound", "true");
  O.number("stale_missed", E.StaleMissed).number("length", E.Length).number("size", E.Size);
  if (E.Inheritable)
    O.raw("inheritable", "true");
  if (E.Where.File)
    O.text("file", E.Where.File).number("line", E.Where.Line);
}

class JsonLines : public TraceSink {
public:
  explicit JsonLines(std::FILE *Stream) : Stream(Stream) {}
  ~JsonLines() override { std::fclose(Stream); }
  void flush() override { std::fflush(Stream); }
  void write(const TraceEvent &E) override {
    Line.clear();
    {
      Object O(Line);
      O.text("event", E.Operation).number("ns", static_cast<long long>(E.Nanoseconds));
      O.number("thread", static_cast<long long>(E.Thread));
      if (!E.ThreadName.empty())
        O.text("thread_name", E.ThreadName);
      if (E.Task)
        O.number("task", E.Task);
      describe(O, E);
    }
    Line += '\n';
    std::fwrite(Line.data(), 1, Line.size(), Stream);
  }

private:
  std::FILE *Stream;
  std::string Line;
};

/// The Trace Event Format: https://perfetto.dev opens it.
class ChromeTrace : public TraceSink {
public:
  explicit ChromeTrace(std::FILE *Stream) : Stream(Stream) { std::fputs("[", Stream); }
  ~ChromeTrace() override {
    std::fputs("\n]\n", Stream);
    std::fclose(Stream);
  }
  void flush() override { std::fflush(Stream); }
  void write(const TraceEvent &E) override {
    if (E.Operation == "task-begin" || E.Operation == "task-end") {
      one(E, E.Operation == "task-begin" ? "B" : "E", "task " + std::to_string(E.Task));
      return;
    }
    std::string Name(E.Operation);
    if (!E.Holder.empty())
      Name.append(" ").append(E.Holder);
    one(E, "i", Name);
    if (E.StaleMissed != LastStale) {
      LastStale = E.StaleMissed;
      one(E, "C", "stale entries, thread " + std::to_string(E.Thread));
    }
  }

private:
  void one(const TraceEvent &E, const char *Phase, const std::string &Name) {
    Line.assign(First ? "\n" : ",\n");
    First = false;
    {
      Object O(Line);
      O.text("name", Name).text("cat", "tidepool").text("ph", Phase).number("pid", 1);
      O.number("tid", static_cast<long long>(E.Thread));
      char Microseconds[40];
      std::snprintf(Microseconds, sizeof Microseconds, "%.3f", static_cast<double>(E.Nanoseconds) / 1000.0);
      O.raw("ts", Microseconds);
      if (*Phase == 'i')
        O.text("s", "t");
      std::string Details;
      {
        Object D(Details);
        if (*Phase == 'C')
          D.number("stale", E.StaleMissed);
        else
          describe(D, E);
      }
      O.raw("args", Details);
    }
    std::fwrite(Line.data(), 1, Line.size(), Stream);
  }

  std::FILE *Stream;
  std::string Line;
  bool First = true;
  std::uint32_t LastStale = 0;
};

bool endsWith(const std::string &Text, std::string_view End) {
  return Text.size() >= End.size() && std::string_view(Text).substr(Text.size() - End.size()) == End;
}

} // namespace

std::unique_ptr<TraceSink> json_lines_sink(const std::string &Path, std::string *Error) {
  std::FILE *Stream = openFile(Path, Error);
  return Stream ? std::make_unique<JsonLines>(Stream) : nullptr;
}

std::unique_ptr<TraceSink> chrome_trace_sink(const std::string &Path, std::string *Error) {
  std::FILE *Stream = openFile(Path, Error);
  return Stream ? std::make_unique<ChromeTrace>(Stream) : nullptr;
}

std::unique_ptr<TraceSink> trace_sink(const std::string &Path, std::string *Error) {
  return endsWith(Path, ".json") ? chrome_trace_sink(Path, Error) : json_lines_sink(Path, Error);
}

} // namespace tidepool
