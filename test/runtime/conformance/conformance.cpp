//===- conformance.cpp - Recorded runs of real JDKs, replayed -------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// conformance [--jdk=17|25] FILE...     ('-' is standard input)
//
// A file is a sequence of the recorder's lines; {"script":NAME} starts a trace. The operations are taken from the
// lines, replayed, and the result compared with the lines byte for byte. Ends with 1 at the first difference in
// any trace, which it shows.

#include "tidepool/replay.h"
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace {

struct Trace {
  std::string Name;
  std::vector<std::string> Lines;
};

/// What stands behind a member's name up to the closing quote; scripts have nothing to escape.
std::string member(const std::string &Line, const std::string &Name) {
  const std::string Begin = "{\"" + Name + "\":\"";
  if (Line.compare(0, Begin.size(), Begin) != 0)
    return {};
  return Line.substr(Begin.size(), Line.find('"', Begin.size()) - Begin.size());
}

std::vector<Trace> read(std::istream &In, const std::string &File) {
  std::vector<Trace> Out;
  for (std::string Line; std::getline(In, Line);) {
    std::string Script = member(Line, "script");
    if (!Script.empty() || Out.empty())
      Out.push_back({Script.empty() ? File : Script, {}});
    if (Script.empty())
      Out.back().Lines.push_back(Line);
  }
  return Out;
}

/// True if all lines are the same.
bool matches(const Trace &T, int Jdk) {
  std::string Script;
  for (const std::string &Line : T.Lines)
    Script += member(Line, "op") + "\n";
  auto Parsed = tidepool::parse_scenario(Script);
  if (auto *Wrong = std::get_if<tidepool::ScriptError>(&Parsed)) {
    std::printf("%s: operation %zu: %s\n", T.Name.c_str(), Wrong->Line, Wrong->Message.c_str());
    return false;
  }
  tidepool::ReplayOptions Options;
  Options.Dump = true;
  Options.Jdk = Jdk;
  std::size_t Next = 0;
  bool Same = true;
  tidepool::replay(std::get<tidepool::Scenario>(Parsed), Options, [&](std::string_view Line) {
    Line.remove_suffix(1); // the end of the line
    if (Same && (Next == T.Lines.size() || Line != T.Lines[Next])) {
      Same = false;
      std::printf("%s: operation %zu differs\n  recorded: %s\n  replayed: %.*s\n", T.Name.c_str(), Next + 1,
                  Next < T.Lines.size() ? T.Lines[Next].c_str() : "nothing", static_cast<int>(Line.size()),
                  Line.data());
    }
    ++Next;
  });
  return Same && Next == T.Lines.size();
}

} // namespace

int main(int Argc, char **Argv) {
  int Jdk = 25;
  std::size_t Traces = 0, Operations = 0, Different = 0;
  for (int I = 1; I < Argc; ++I) {
    std::string File = Argv[I];
    if (File.rfind("--jdk=", 0) == 0) {
      Jdk = std::stoi(File.substr(6));
      continue;
    }
    std::ifstream Stream(File);
    if (File != "-" && !Stream) {
      std::printf("%s: cannot be read\n", File.c_str());
      return 2;
    }
    for (const Trace &T : read(File == "-" ? std::cin : Stream, File)) {
      ++Traces;
      Operations += T.Lines.size();
      Different += !matches(T, Jdk);
    }
  }
  std::printf("%zu traces, %zu operations, %zu traces differ\n", Traces, Operations, Different);
  return Different != 0 || Traces == 0;
}
