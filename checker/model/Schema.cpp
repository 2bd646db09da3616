//===- Schema.cpp - The YAML schema of models -----------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/model/Schema.h"
#include "llvm/ADT/STLExtras.h"

using namespace tidepool::model;

namespace tidepool::model {
namespace {

ReadState &stateOf(llvm::yaml::IO &In) { return *static_cast<ReadState *>(In.getContext()); }

/// Maps fields and remembers their keys, so that the message about an unknown one can name the nearest.
class Fields {
public:
  explicit Fields(llvm::yaml::IO &In) : In(In) {}
  // Last, because reading a field's own mapping overwrites what is known.
  ~Fields() { stateOf(In).KnownKeys = Keys; }

  template <typename T> void required(const char *Key, T &Field) {
    Keys.push_back(Key);
    In.mapRequired(Key, Field);
  }
  template <typename T> void optional(const char *Key, T &Field) {
    Keys.push_back(Key);
    In.mapOptional(Key, Field);
  }
  void optional(const char *Key, std::vector<std::string> &Field) {
    Names List;
    optional(Key, List);
    Field = std::move(List.Items);
  }
  void param(const char *Key, int &Field) {
    ParamNumber Number{Field};
    optional(Key, Number);
    Field = Number.Value;
  }

private:
  llvm::yaml::IO &In;
  llvm::SmallVector<llvm::StringRef, 16> Keys;
};

/// Of the mapping that is being read.
Origin originOf(llvm::yaml::IO &In) {
  const ReadState &State = stateOf(In);
  const llvm::yaml::Node *Here = static_cast<llvm::yaml::Input &>(In).getCurrentNode();
  const char *At = Here ? Here->getSourceRange().Start.getPointer() : nullptr;
  bool Inside = At && At >= State.Text.begin() && At <= State.Text.end();
  size_t Before = Inside ? At - State.Text.begin() : 0;
  return {State.File.str(), static_cast<unsigned>(State.Text.take_front(Before).count('\n') + 1)};
}

template <typename E> using Spellings = llvm::ArrayRef<std::pair<llvm::StringRef, E>>;

Spellings<HolderOp> spellings(HolderOp) {
  static const std::pair<llvm::StringRef, HolderOp> All[] = {
      {"write", HolderOp::Write},   {"read", HolderOp::Read},       {"slot", HolderOp::Slot},
      {"remove", HolderOp::Remove}, {"release", HolderOp::Release}, {"swap", HolderOp::Swap},
      {"test", HolderOp::Test},     {"append", HolderOp::Append},   {"erase", HolderOp::Erase},
      {"create", HolderOp::Create}, {"delete", HolderOp::Delete}};
  return All;
}

Spellings<HolderModel::Kind> spellings(HolderModel::Kind) {
  using Kind = HolderModel::Kind;
  static const std::pair<llvm::StringRef, Kind> All[] = {
      {"class", Kind::Class}, {"key", Kind::Key}, {"ambient", Kind::Ambient}};
  return All;
}

Spellings<ThreadEnd> spellings(ThreadEnd) {
  static const std::pair<llvm::StringRef, ThreadEnd> All[] = {
      {"destroyed", ThreadEnd::Destroyed}, {"leaked", ThreadEnd::Leaked}, {"kept", ThreadEnd::Kept}};
  return All;
}

Spellings<HolderEnd> spellings(HolderEnd) {
  static const std::pair<llvm::StringRef, HolderEnd> All[] = {{"nothing", HolderEnd::Nothing},
                                                              {"thisThread", HolderEnd::ThisThread},
                                                              {"allThreads", HolderEnd::AllThreads}};
  return All;
}

Spellings<StateCall::Kind> spellings(StateCall::Kind) {
  using Kind = StateCall::Kind;
  static const std::pair<llvm::StringRef, Kind> All[] = {
      {"set", Kind::Set}, {"ask", Kind::Ask}, {"reset", Kind::Reset}, {"use", Kind::Use}, {"fail", Kind::Fail}};
  return All;
}

Spellings<StateModel::Weight> spellings(StateModel::Weight) {
  using Weight = StateModel::Weight;
  static const std::pair<llvm::StringRef, Weight> All[] = {
      {"privilege", Weight::Privilege}, {"results", Weight::Results}, {"manner", Weight::Manner}};
  return All;
}

Spellings<Exceptions> spellings(Exceptions) {
  static const std::pair<llvm::StringRef, Exceptions> All[] = {
      {"survive", Exceptions::Survive}, {"store", Exceptions::Store}, {"terminate", Exceptions::Terminate}};
  return All;
}

Spellings<GuardModel::Kind> spellings(GuardModel::Kind) {
  using Kind = GuardModel::Kind;
  static const std::pair<llvm::StringRef, Kind> All[] = {
      {"callable", Kind::Callable}, {"saveRestore", Kind::SaveRestore}, {"deleter", Kind::Deleter},
      {"clears", Kind::Clears}};
  return All;
}

Spellings<GuardModel::On> spellings(GuardModel::On) {
  using On = GuardModel::On;
  static const std::pair<llvm::StringRef, On> All[] = {
      {"always", On::Always}, {"failure", On::Failure}, {"success", On::Success}};
  return All;
}

Spellings<CallableModel::Kind> spellings(CallableModel::Kind) {
  using Kind = CallableModel::Kind;
  static const std::pair<llvm::StringRef, Kind> All[] = {
      {"identity", Kind::Identity},   {"keepsExceptions", Kind::KeepsExceptions},
      {"bind", Kind::Bind},           {"calls", Kind::Calls},
      {"callsMany", Kind::CallsMany}, {"fresh", Kind::Fresh},
      {"spawns", Kind::Spawns}};
  return All;
}

template <typename Model> void noteAndOrigin(llvm::yaml::IO &In, Fields &F, Model &M) {
  F.optional("note", M.Note);
  M.From = originOf(In);
}

std::string firstEmpty(llvm::ArrayRef<std::string> Names, llvm::StringRef Key) {
  if (Names.empty() || llvm::is_contained(Names, ""))
    return ("'" + Key + "' is empty").str();
  return "";
}

} // namespace
} // namespace tidepool::model

namespace llvm::yaml {

/// Scalars that are one word out of a list.
template <typename E> struct WordTraits {
  static void output(const E &, void *, raw_ostream &) {}
  static QuotingType mustQuote(StringRef) { return QuotingType::None; }
  static StringRef input(StringRef Text, void *Context, E &Value) {
    SmallVector<StringRef, 16> Right;
    for (auto [Spelling, Known] : spellings(E())) {
      if (Spelling == Text) {
        Value = Known;
        return "";
      }
      Right.push_back(Spelling);
    }
    auto &State = *static_cast<ReadState *>(Context);
    State.Scratch = "unknown value '" + Text.str() + "'" + suggestion(Text, Right);
    return State.Scratch;
  }
};
template <> struct ScalarTraits<HolderOp> : WordTraits<HolderOp> {};
template <> struct ScalarTraits<HolderModel::Kind> : WordTraits<HolderModel::Kind> {};
template <> struct ScalarTraits<ThreadEnd> : WordTraits<ThreadEnd> {};
template <> struct ScalarTraits<HolderEnd> : WordTraits<HolderEnd> {};
template <> struct ScalarTraits<StateCall::Kind> : WordTraits<StateCall::Kind> {};
template <> struct ScalarTraits<StateModel::Weight> : WordTraits<StateModel::Weight> {};
template <> struct ScalarTraits<Exceptions> : WordTraits<Exceptions> {};
template <> struct ScalarTraits<GuardModel::Kind> : WordTraits<GuardModel::Kind> {};
template <> struct ScalarTraits<GuardModel::On> : WordTraits<GuardModel::On> {};
template <> struct ScalarTraits<CallableModel::Kind> : WordTraits<CallableModel::Kind> {};

template <> struct ScalarTraits<ParamNumber> {
  static void output(const ParamNumber &, void *, raw_ostream &) {}
  static QuotingType mustQuote(StringRef) { return QuotingType::None; }
  static StringRef input(StringRef Text, void *, ParamNumber &Number) {
    unsigned Plain;
    if (Text == "last")
      Number.Value = Last;
    else if (Text == "all")
      Number.Value = All;
    else if (!Text.getAsInteger(10, Plain) && Plain < 256)
      Number.Value = Plain;
    else
      return "expected a parameter's number (0 is the first), 'last' or 'all'";
    return "";
  }
};

/// Several functions of a holder often do the same.
template <> struct MappingTraits<Entry<HolderMethod>> {
  static void mapping(IO &In, Entry<HolderMethod> &M) {
    Fields F(In);
    F.required("name", M.Names);
    F.required("op", M.Common.Op);
    F.param("value", M.Common.Value);
    F.param("key", M.Common.Key);
    F.param("destructor", M.Common.Destructor);
    F.optional("returnsTrue", M.Common.ReturnsTrue);
  }
  static std::string validate(IO &, Entry<HolderMethod> &M) { return firstEmpty(M.Names.Items, "name"); }
};

/// The argument on which it depends what a call does.
struct StateCondition {
  int Param = NoParam;
  std::vector<std::string> Is;
};
template <> struct MappingTraits<StateCondition> {
  static void mapping(IO &In, StateCondition &C) {
    Fields F(In);
    F.param("param", C.Param);
    F.optional("is", C.Is);
  }
  static std::string validate(IO &, StateCondition &C) {
    return C.Param < 0 ? "'when' needs 'param': the argument's number" : firstEmpty(C.Is, "is");
  }
};

template <> struct MappingTraits<Entry<StateCall>> {
  static void mapping(IO &In, Entry<StateCall> &C) {
    Fields F(In);
    F.required("function", C.Names);
    F.required("does", C.Common.K);
    std::optional<StateCondition> When;
    F.optional("when", When);
    if (When) {
      C.Common.WhenParam = When->Param;
      C.Common.WhenIs = std::move(When->Is);
    }
    F.param("thread", C.Common.Thread);
    F.param("value", C.Common.Value);
    F.param("old", C.Common.Old);
    F.optional("returnsOld", C.Common.ReturnsOld);
    F.optional("returnsTrue", C.Common.ReturnsTrue);
  }
  static std::string validate(IO &, Entry<StateCall> &C) {
    if (C.Common.K == StateCall::Kind::Ask && C.Common.Old == NoParam && !C.Common.ReturnsOld)
      return "say where the answer comes: 'old' is the parameter's number, or 'returnsOld: true'";
    return firstEmpty(C.Names.Items, "function");
  }
};

template <> struct MappingTraits<Entry<SubmitModel>> {
  static void mapping(IO &In, Entry<SubmitModel> &S) {
    Fields F(In);
    F.required("function", S.Names);
    OneOrMore<ParamNumber> Tasks;
    F.optional("tasks", Tasks);
    for (ParamNumber Task : Tasks.Items)
      S.Common.Tasks.push_back(Task.Value);
    F.optional("firstCallable", S.Common.FirstCallable);
    F.optional("method", S.Common.Method);
    F.param("data", S.Common.Data);
    F.optional("exceptions", S.Common.Ex);
    F.optional("mayRunInline", S.Common.MayRunInline);
    F.optional("waits", S.Common.Waits);
    S.Common.From = originOf(In);
  }
  static std::string validate(IO &, Entry<SubmitModel> &S) {
    if (S.Common.Tasks.empty() == !S.Common.FirstCallable)
      return "say which parameter is the task: either 'tasks' or 'firstCallable: true'";
    return firstEmpty(S.Names.Items, "function");
  }
};

template <> struct MappingTraits<Entry<GuardModel>> {
  static void mapping(IO &In, Entry<GuardModel> &G) {
    Fields F(In);
    F.required("class", G.Names);
    F.optional("kind", G.Common.K);
    F.param("param", G.Common.Param);
    F.param("restored", G.Common.Restored);
    F.param("armed", G.Common.Armed);
    F.optional("makers", G.Common.Makers);
    F.optional("disarmedMakers", G.Common.DisarmedMakers);
    F.optional("cancels", G.Common.Cancels);
    F.optional("rearms", G.Common.Rearms);
    F.optional("invokes", G.Common.Invokes);
    F.optional("assigns", G.Common.Assigns);
    F.optional("holders", G.Common.Holders);
    F.optional("when", G.Common.When);
    noteAndOrigin(In, F, G.Common);
  }
  static std::string validate(IO &, Entry<GuardModel> &G) {
    if ((G.Common.K == GuardModel::Kind::Clears) == G.Common.Holders.empty())
      return "'holders' belongs to 'kind: clears', and there it is needed";
    return firstEmpty(G.Names.Items, "class");
  }
};

template <> struct MappingTraits<Entry<CallableModel>> {
  static void mapping(IO &In, Entry<CallableModel> &C) {
    Fields F(In);
    F.required("name", C.Names);
    F.required("kind", C.Common.K);
    F.param("param", C.Common.Param);
    F.optional("once", C.Common.Once);
    noteAndOrigin(In, F, C.Common);
  }
  static std::string validate(IO &, Entry<CallableModel> &C) {
    if (C.Common.Once && C.Common.K != CallableModel::Kind::Calls)
      return "'once' belongs to 'kind: calls'";
    return firstEmpty(C.Names.Items, "name");
  }
};

template <> struct MappingTraits<Entry<ContainerModel>> {
  static void mapping(IO &In, Entry<ContainerModel> &C) {
    Fields F(In);
    F.required("class", C.Names);
    F.optional("adds", C.Common.Adds);
    F.optional("peeks", C.Common.Peeks);
    F.optional("takes", C.Common.Takes);
    F.optional("takeReturns", C.Common.TakeReturns);
    F.optional("takeInto", C.Common.TakeInto);
    F.optional("clears", C.Common.Clears);
    F.optional("tests", C.Common.Tests);
    noteAndOrigin(In, F, C.Common);
  }
  static std::string validate(IO &, Entry<ContainerModel> &C) { return firstEmpty(C.Names.Items, "class"); }
};

template <> struct MappingTraits<Entry<FunctionModel>> {
  static void mapping(IO &In, Entry<FunctionModel> &F) {
    Fields Of(In);
    Of.required("name", F.Names);
    Of.optional("noReturn", F.Common.NoReturn);
    Of.optional("throws", F.Common.Throws);
    Of.optional("switches", F.Common.Switches);
    Of.optional("serves", F.Common.Serves);
    Of.optional("ownThreads", F.Common.OwnThreads);
    Of.optional("waits", F.Common.Waits);
    Of.optional("isolates", F.Common.Isolates);
    noteAndOrigin(In, Of, F.Common);
  }
  static std::string validate(IO &, Entry<FunctionModel> &F) {
    if (!F.Common.NoReturn && !F.Common.Throws && !F.Common.Switches && F.Common.Serves.empty() &&
        !F.Common.Isolates)
      return "say what the function does: 'noReturn', 'throws', 'switches', 'serves' or 'isolates'";
    return firstEmpty(F.Names.Items, "name");
  }
};

} // namespace llvm::yaml

LLVM_YAML_IS_SEQUENCE_VECTOR(ParamNumber)
LLVM_YAML_IS_SEQUENCE_VECTOR(Entry<HolderMethod>)
LLVM_YAML_IS_SEQUENCE_VECTOR(Entry<StateCall>)
LLVM_YAML_IS_SEQUENCE_VECTOR(StateModel)
LLVM_YAML_IS_SEQUENCE_VECTOR(Entry<SubmitModel>)
LLVM_YAML_IS_SEQUENCE_VECTOR(Entry<GuardModel>)
LLVM_YAML_IS_SEQUENCE_VECTOR(Entry<CallableModel>)
LLVM_YAML_IS_SEQUENCE_VECTOR(Entry<ContainerModel>)
LLVM_YAML_IS_SEQUENCE_VECTOR(Entry<FunctionModel>)
LLVM_YAML_IS_SEQUENCE_VECTOR(HolderModel)
LLVM_YAML_IS_SEQUENCE_VECTOR(PoolModel)
LLVM_YAML_IS_SEQUENCE_VECTOR(ServiceModel)

namespace llvm::yaml {

template <> struct MappingTraits<ServiceModel> {
  static void mapping(IO &In, ServiceModel &S) {
    Fields F(In);
    F.required("base", S.Base);
    F.optional("parameter", S.Parameters);
    F.optional("ofConstructor", S.OfConstructor);
    S.From = originOf(In);
  }
  static std::string validate(IO &, ServiceModel &S) {
    if (S.Base.empty())
      return "'base' is empty";
    return S.Parameters.empty() == S.OfConstructor
               ? ""
               : "say which methods are handlers: either 'parameter' or 'ofConstructor: true'";
  }
};

template <> struct MappingTraits<HolderModel> {
  static void mapping(IO &In, HolderModel &H) {
    Fields F(In);
    F.required("name", H.Name);
    F.optional("kind", H.K);
    F.optional("aliases", H.Aliases);
    F.optional("separateRemove", H.SeparateRemove);
    F.optional("destroysOld", H.DestroysOld);
    F.optional("threadEnd", H.AtThreadEnd);
    F.optional("holderEnd", H.AtHolderEnd);
    F.optional("keptForDestructor", H.KeptForDestructor);
    F.optional("inheritable", H.Inheritable);
    F.optional("transmittable", H.Transmittable);
    F.optional("header", H.Header);
    noteAndOrigin(In, F, H);
    std::vector<Entry<HolderMethod>> Methods;
    F.required("methods", Methods);
    for (Entry<HolderMethod> &Method : Methods)
      for (std::string &Name : Method.Names.Items) {
        H.Methods.push_back(Method.Common);
        H.Methods.back().Name = std::move(Name);
      }
  }
  static std::string validate(IO &, HolderModel &H) {
    if (H.Name.empty() || H.Methods.empty())
      return H.Name.empty() ? "'name' is empty" : "'methods' is empty: nothing could be done with the holder";
    for (const HolderMethod &M : H.Methods)
      if (H.K == HolderModel::Kind::Key && M.Op != HolderOp::Create && M.Key == NoParam)
        return "'" + M.Name + "' needs 'key': the number of the parameter that is the key";
    return "";
  }
};

template <> struct MappingTraits<StateModel> {
  static void mapping(IO &In, StateModel &S) {
    Fields F(In);
    F.required("name", S.Name);
    F.required("weight", S.W);
    F.optional("shared", S.Shared);
    F.optional("header", S.Header);
    noteAndOrigin(In, F, S);
    std::vector<Entry<StateCall>> Calls;
    F.required("calls", Calls);
    for (Entry<StateCall> &Call : Calls)
      for (std::string &Name : Call.Names.Items) {
        S.Calls.push_back(Call.Common);
        S.Calls.back().Function = std::move(Name);
      }
  }
  static std::string validate(IO &, StateModel &S) {
    if (S.Name.empty() || S.Calls.empty())
      return S.Name.empty() ? "'name' is empty" : "'calls' is empty: nothing could be done with the state";
    return "";
  }
};

template <> struct MappingTraits<PoolModel> {
  static void mapping(IO &In, PoolModel &P) {
    Fields F(In);
    F.required("name", P.Name);
    F.optional("exceptions", P.Ex);
    F.optional("cleans", P.Cleans);
    F.optional("handlers", P.Handlers);
    F.optional("services", P.Services);
    noteAndOrigin(In, F, P);
    std::vector<Entry<SubmitModel>> Submits;
    F.optional("submits", Submits);
    for (Entry<SubmitModel> &Submit : Submits)
      for (std::string &Name : Submit.Names.Items) {
        P.Submits.push_back(Submit.Common);
        P.Submits.back().Function = std::move(Name);
      }
  }
  static std::string validate(IO &, PoolModel &P) { return P.Name.empty() ? "'name' is empty" : ""; }
};

void MappingTraits<ModelsFile>::mapping(IO &In, ModelsFile &D) {
  // Without a document YAML IO comes here all the same, and would crash on a look behind the end.
  stateOf(In).SawDocument = static_cast<Input &>(In).getCurrentNode() != nullptr;
  Fields F(In);
  F.optional("holders", D.Holders);
  F.optional("states", D.States);
  F.optional("pools", D.Pools);
  F.optional("guards", D.Guards);
  F.optional("callables", D.Callables);
  F.optional("containers", D.Containers);
  F.optional("functions", D.Functions);
}

} // namespace llvm::yaml
