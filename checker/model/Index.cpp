//===- Index.cpp - Models by qualified name -------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/model/Model.h"

using namespace llvm;
using namespace tidepool::model;

/// "boost::thread_specific_ptr::operator->" -> "operator->". A conversion operator's target may itself be
/// qualified, so that the last "::" is not always the right one.
static StringRef unqualified(StringRef Name) {
  size_t Operator = Name.rfind("::operator");
  size_t Colons = Operator == StringRef::npos ? Name.rfind("::") : Operator;
  return Colons == StringRef::npos ? Name : Name.substr(Colons + 2);
}

/// Functions from elsewhere (a guard's constructor, say) are given with their full name, and a free function
/// of the global namespace with leading colons.
static std::string methodOf(StringRef Class, StringRef Method) {
  if (Method.contains("::") && !Method.starts_with("operator"))
    return Method.ltrim(':').str();
  return (Class + "::" + Method).str();
}

// An entry that comes later replaces an earlier one of the same name: a user's file may correct the
// catalogue.
Index::Index(const Catalogue &C) : Cat(C) {
  auto Add = [this](auto &Map, StringRef Name, auto Entry) {
    Map[Name] = Entry;
    Unqualified.try_emplace(unqualified(Name));
  };
  for (const HolderModel &H : C.Holders) {
    bool Key = H.K == HolderModel::Kind::Key;
    std::vector<StringRef> Classes{H.Name};
    Classes.insert(Classes.end(), H.Aliases.begin(), H.Aliases.end());
    for (StringRef Class : Classes) {
      Add(Key ? KeyTypes : HolderClasses, Class, &H);
      for (const HolderMethod &M : H.Methods)
        Add(HolderMethods, Key ? M.Name : methodOf(Class, M.Name), HolderMethodRef{&H, &M});
    }
  }
  for (const StateModel &S : C.States) {
    // A later state of the same name is the same, corrected: what the earlier one said is forgotten.
    if (const StateModel *Old = StateNames.lookup(S.Name))
      for (auto &Function : StateFunctions)
        llvm::erase_if(Function.second, [&](const StateRef &Ref) { return Ref.State == Old; });
    StateNames[S.Name] = &S;
    for (const StateCall &Call : S.Calls) {
      StateFunctions[Call.Function].push_back({&S, &Call});
      Unqualified.try_emplace(unqualified(Call.Function));
    }
  }
  for (const PoolModel &P : C.Pools) {
    for (const SubmitModel &S : P.Submits)
      Add(SubmitFunctions, S.Function, SubmitRef{&P, &S});
    for (StringRef Handler : P.Handlers)
      Add(HandlerMethods, Handler, &P);
    for (const ServiceModel &S : P.Services)
      Add(ServiceBases, S.Base, ServiceRef{&P, &S});
  }
  for (const GuardModel &G : C.Guards) {
    Add(GuardClasses, G.Class, &G);
    for (const auto *Makers : {&G.Makers, &G.DisarmedMakers})
      for (StringRef Maker : *Makers)
        Add(GuardMakers, Maker, &G);
    // Not looked up by themselves, but a call of one must not be filtered out by mentions().
    for (const auto *Methods : {&G.Cancels, &G.Rearms, &G.Invokes, &G.Assigns})
      for (StringRef Method : *Methods)
        Unqualified.try_emplace(Method);
  }
  for (const CallableModel &F : C.Callables) {
    Add(CallableNames, F.Name, &F);
    // Where the name is a class, its constructors are meant.
    Add(CallableNames, methodOf(F.Name, unqualified(F.Name)), &F);
  }
  for (const ContainerModel &K : C.Containers) {
    Add(ContainerClasses, K.Class, &K);
    for (const auto *Methods :
         {&K.Adds, &K.Peeks, &K.Takes, &K.TakeReturns, &K.TakeInto, &K.Clears, &K.Tests})
      for (StringRef Method : *Methods)
        Unqualified.try_emplace(Method);
  }
  for (const FunctionModel &F : C.Functions)
    Add(FunctionNames, F.Name, &F);
}

/// Clang prints a class template's constructors with its parameters, "std::function::function<R (A...)>".
static StringRef withoutArguments(StringRef Name) {
  return Name.ends_with(">") && !Name.contains("operator") ? Name.take_until([](char C) { return C == '<'; })
                                                           : Name;
}

template <typename Map> static auto find(const Map &Of, StringRef Name) {
  return Of.lookup(withoutArguments(Name));
}

const HolderModel *Index::holderClass(StringRef Name) const { return find(HolderClasses, Name); }
const HolderModel *Index::keyType(StringRef Name) const { return find(KeyTypes, Name); }
HolderMethodRef Index::holderMethod(StringRef Name) const { return find(HolderMethods, Name); }
const StateModel *Index::state(StringRef Name) const { return StateNames.lookup(Name); }
ArrayRef<StateRef> Index::stateCalls(StringRef Name) const {
  auto It = StateFunctions.find(withoutArguments(Name));
  return It == StateFunctions.end() ? ArrayRef<StateRef>() : ArrayRef<StateRef>(It->second);
}
SubmitRef Index::submit(StringRef Name) const { return find(SubmitFunctions, Name); }
const PoolModel *Index::handler(StringRef Name) const { return find(HandlerMethods, Name); }
ServiceRef Index::service(StringRef Name) const { return find(ServiceBases, Name); }
const GuardModel *Index::guardClass(StringRef Name) const { return find(GuardClasses, Name); }
const GuardModel *Index::guardMaker(StringRef Name) const { return find(GuardMakers, Name); }
const CallableModel *Index::callable(StringRef Name) const { return find(CallableNames, Name); }
const ContainerModel *Index::container(StringRef Name) const { return find(ContainerClasses, Name); }
const FunctionModel *Index::function(StringRef Name) const { return find(FunctionNames, Name); }
bool Index::mentions(StringRef Name) const { return Unqualified.contains(withoutArguments(Name)); }
