//===- Schema.h - The YAML schema of models --------------------*- C++ -*-===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What stands in a models file, as llvm::yaml wants to be told. Private to this
// room. docs/models.md describes the same for people.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_MODEL_SCHEMA_H
#define TIDEPOOL_CHECKER_MODEL_SCHEMA_H

#include "checker/model/Model.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/YAMLTraits.h"

namespace tidepool::model {

/// A list in which a single item may stand without its brackets.
template <typename T> struct OneOrMore { std::vector<T> Items; };
using Names = OneOrMore<std::string>;

/// A parameter number, or "last" or "all".
struct ParamNumber {
  int Value = NoParam;
};

/// A model that a file may give to several names at once.
template <typename Model> struct Entry {
  Names Names;
  Model Common;
};

struct ModelsFile {
  std::vector<HolderModel> Holders;
  std::vector<StateModel> States;
  std::vector<PoolModel> Pools;
  std::vector<Entry<GuardModel>> Guards;
  std::vector<Entry<CallableModel>> Callables;
  std::vector<Entry<ContainerModel>> Containers;
  std::vector<Entry<FunctionModel>> Functions;
};

/// The context of one yaml::Input.
struct ReadState {
  llvm::SmallVector<llvm::StringRef, 16> KnownKeys; ///< of the mapping read last
  bool SawDocument = false;
  llvm::StringRef Text, File; ///< what is read, and its name: for the entries' origins
  std::string Scratch; ///< keeps a scalar's error text alive until it is reported
  std::string Message; ///< the first error
  unsigned Line = 0, Column = 0;
};

/// "; did you mean 'x'?", or the whole list where nothing is near.
std::string suggestion(llvm::StringRef Wrong, llvm::ArrayRef<llvm::StringRef> Right);

template <typename T>
void yamlize(llvm::yaml::IO &In, OneOrMore<T> &List, bool Required, llvm::yaml::EmptyContext &Context) {
  using llvm::yaml::yamlize;
  const llvm::yaml::Node *Here = static_cast<llvm::yaml::Input &>(In).getCurrentNode();
  if (llvm::isa_and_nonnull<llvm::yaml::SequenceNode>(Here))
    return yamlize(In, List.Items, Required, Context);
  yamlize(In, List.Items.emplace_back(), Required, Context);
}

} // namespace tidepool::model

namespace llvm::yaml {
template <> struct MappingTraits<tidepool::model::ModelsFile> {
  static void mapping(IO &In, tidepool::model::ModelsFile &D);
};
} // namespace llvm::yaml

#endif // TIDEPOOL_CHECKER_MODEL_SCHEMA_H
