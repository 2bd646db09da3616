//===- Yaml.cpp - Models read from YAML -----------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/model/Schema.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/SourceMgr.h"

using namespace llvm;
using namespace tidepool;
using namespace tidepool::model;

namespace {

constexpr StringRef UnknownKey = "unknown key '";
constexpr StringRef TopLevel = "a models file has one or more of the lists 'holders', 'states', 'pools', 'guards', "
                               "'callables', 'containers' and 'functions'";

Error failure(StringRef File, unsigned Line, unsigned Column, const Twine &Message) {
  return createStringError(inconvertibleErrorCode(),
                           File + ":" + Twine(Line) + ":" + Twine(Column) + ": error: " + Message);
}

/// YAML IO speaks of its own classes; a user thinks in lists and values.
std::string inPlainWords(StringRef Message, const ReadState &State) {
  if (Message.starts_with(UnknownKey)) {
    StringRef Key = Message.drop_front(UnknownKey.size()).split('\'').first;
    return Message.str() + suggestion(Key, State.KnownKeys);
  }
  return StringSwitch<std::string>(Message)
      .Case("not a mapping", "expected 'key: value' pairs here")
      .Case("not a sequence", "expected a list here")
      .Case("unexpected scalar", "expected a single value here")
      .Case("invalid boolean", "expected 'true' or 'false' here")
      .Default(Message.str());
}

/// Only the first message counts: the ones after it are its consequences.
void keepFirst(const SMDiagnostic &Diagnostic, void *Context) {
  auto &State = *static_cast<ReadState *>(Context);
  if (!State.Message.empty())
    return;
  State.Message = inPlainWords(Diagnostic.getMessage(), State);
  State.Line = Diagnostic.getLineNo();
  State.Column = Diagnostic.getColumnNo() + 1;
}

/// LLVM's parser recurses per nesting level and would run out of stack on a file made to hurt it. A level
/// of a flow collection costs a bracket, one of a block collection a column.
Error refuseDeepNesting(StringRef Yaml, StringRef File) {
  constexpr unsigned MaxDepth = 200, MaxColumns = 1000;
  unsigned Line = 0, Depth = 0;
  for (StringRef Rest = Yaml; !Rest.empty();) {
    auto [Text, Tail] = Rest.split('\n');
    Rest = Tail;
    ++Line;
    if (Text.size() > MaxColumns)
      return failure(File, Line, MaxColumns, "line is longer than " + Twine(MaxColumns) + " characters");
    for (auto [Column, C] : enumerate(Text)) {
      if (C == '[' || C == '{')
        ++Depth;
      else if ((C == ']' || C == '}') && Depth)
        --Depth;
      if (Depth > MaxDepth)
        return failure(File, Line, Column + 1, "brackets are nested too deeply");
    }
  }
  return Error::success();
}

template <typename Model, typename Entry, typename Expand>
void appendAll(std::vector<Model> &To, std::vector<Entry> &From, Expand &&NameOf) {
  for (Entry &E : From)
    for (std::string &Name : E.Names.Items) {
      Model M = E.Common;
      NameOf(M) = std::move(Name);
      To.push_back(std::move(M));
    }
}

template <typename Model> void appendAll(std::vector<Model> &To, std::vector<Model> &From) {
  To.insert(To.end(), std::make_move_iterator(From.begin()), std::make_move_iterator(From.end()));
}

void appendDocument(Catalogue &To, ModelsFile &From) {
  appendAll(To.Holders, From.Holders);
  appendAll(To.States, From.States);
  appendAll(To.Pools, From.Pools);
  appendAll(To.Guards, From.Guards, [](GuardModel &M) -> std::string & { return M.Class; });
  appendAll(To.Callables, From.Callables, [](CallableModel &M) -> std::string & { return M.Name; });
  appendAll(To.Containers, From.Containers, [](ContainerModel &M) -> std::string & { return M.Class; });
  appendAll(To.Functions, From.Functions, [](FunctionModel &M) -> std::string & { return M.Name; });
}

} // namespace

std::string model::suggestion(StringRef Wrong, ArrayRef<StringRef> Right) {
  StringRef Nearest;
  unsigned Least = Wrong.size() / 3 + 2;
  for (StringRef Candidate : Right)
    if (unsigned Distance = Candidate.edit_distance_insensitive(Wrong); Distance < Least)
      Least = Distance, Nearest = Candidate;
  if (!Nearest.empty())
    return "; did you mean '" + Nearest.str() + "'?";
  return "; possible here: " + join(Right, ", ");
}

Error Catalogue::append(StringRef Yaml, StringRef FileName) {
  if (Error Nested = refuseDeepNesting(Yaml, FileName))
    return Nested;
  ReadState State;
  State.Text = Yaml;
  State.File = FileName;
  ModelsFile Read;
  yaml::Input In(MemoryBufferRef(Yaml, FileName), &State, keepFirst, &State);
  In >> Read;
  if (!In.error() && !State.SawDocument)
    return failure(FileName, 1, 1, "the file is empty; " + TopLevel);
  if (!In.error() && In.nextDocument() && In.setCurrentDocument())
    static_cast<yaml::IO &>(In).setError("a second YAML document ('---') begins here; put all into one");
  if (In.error() || !State.Message.empty())
    return failure(FileName, State.Line, State.Column,
                   State.Message.empty() ? "this is not valid YAML" : State.Message);
  appendDocument(*this, Read);
  return Error::success();
}
