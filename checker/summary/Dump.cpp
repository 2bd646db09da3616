//===- Dump.cpp - Summaries as text ---------------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One fact a line, two spaces between its parts:
//
//   function handle(const Request &)  [internal static]  a.cpp:18:6
//     param0 request  pointing pointer Request  a.cpp:18:28
//     n4  write tlTenant = load param0 request.*.tenant  a.cpp:19:3  unwind out
//     n5  branch nonempty param0 request.*.user 'user'  a.cpp:20:7  true n6  false exit
//     n6  call audit("handled", address local scope)  a.cpp:21:3  -> n8  unwind n7
//
// Nodes 1 to 3 are called exit, out (an exception leaves the function) and
// noreturn. An edge to the node printed next is left out.
//
//===----------------------------------------------------------------------===//

#include "checker/summary/DisplayNames.h"
#include "checker/summary/SummaryIO.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SetVector.h"

using namespace llvm;

namespace tidepool::summary {
namespace {

/// The word for an enumerator, or "<bad>": dump is also for looking at what verify rejects.
template <class Enum> StringRef word(Enum E, ArrayRef<StringLiteral> Words) {
  size_t I = static_cast<size_t>(E);
  return I < Words.size() ? StringRef(Words[I]) : StringRef("<bad>");
}
StringRef content(Content C) { return word(C, {"plain", "pointing", "owning"}); }

/// Words for the bits that are set.
void flagWords(uint32_t Bits, ArrayRef<StringLiteral> Words, SmallVectorImpl<StringRef> &Out) {
  for (size_t I = 0; I != Words.size(); ++I)
    if (Bits >> I & 1)
      Out.push_back(Words[I]);
}
constexpr StringLiteral FunctionFlagWords[] = {"external", "virtual",  "constructor", "destructor",
                                               "noexcept", "lambda",   "coroutine",   "main",
                                               "static",   "address-taken", "implicit", "pattern"};
constexpr StringLiteral AnnotationWords[] = {"annotated-cache", "annotated-task"};
void bracketed(ArrayRef<StringRef> Words, raw_ostream &OS) {
  if (!Words.empty())
    OS << "  [" << join(Words, " ") << "]";
}

/// Text for the parts of one function.
class FunctionDump {
public:
  FunctionDump(const Function &F, const DisplayNames &Names, raw_ostream &OS) : F(F), Names(Names), OS(OS) {
    std::vector<Sym> Sorted;
    for (const Variable &V : F.Locals)
      Sorted.push_back(V.Name);
    llvm::sort(Sorted);
    for (size_t I = 1; I < Sorted.size(); ++I)
      if (Sorted[I] == Sorted[I - 1])
        SharedNames.push_back(Sorted[I]);
  }

  void print() {
    header();
    variables("param", F.Params);
    variables("local", F.Locals);
    for (NodeId I = 0; I < F.Nodes.size(); ++I)
      if (worthALine(I))
        node(I);
    // Values that were too long for the lines that use them. Printing one may put off more.
    for (size_t I = 0; I != PutOff.size(); ++I) {
      OS << "  v" << PutOff[I] << "  = ";
      value(PutOff[I], 0, PutOff[I]);
      OS << "\n";
    }
  }

private:
  const Function &F;
  const DisplayNames &Names;
  raw_ostream &OS;
  std::vector<Sym> SharedNames; ///< of several locals; sorted
  SetVector<ValueId> PutOff;
  unsigned ValuesOnLine = 0;

  /// More than this and a value is printed as "v12" here and on a line of its own below.
  static constexpr unsigned MaxDepth = 6, MaxValuesOnLine = 24;
  static constexpr unsigned MaxSteps = 64;

  void place(const Loc &L) {
    if (L.valid())
      OS << "  " << Names.place(L);
  }

  void header() {
    OS << "function " << Names.of(F.Usr);
    SmallVector<StringRef, 8> Words;
    if (Names.internal(F.Usr))
      Words.push_back("internal");
    flagWords(F.Flags, FunctionFlagWords, Words);
    flagWords(F.Annotations, AnnotationWords, Words);
    bracketed(Words, OS);
    place(F.L);
    OS << "\n";
    if (F.Class != NoSym)
      OS << "  member of " << Names.of(F.Class) << "\n";
    for (Sym O : F.Overrides)
      OS << "  overrides " << Names.of(O) << "\n";
  }

  void variables(StringRef What, ArrayRef<Variable> Vars) {
    for (size_t I = 0; I != Vars.size(); ++I) {
      const Variable &V = Vars[I];
      OS << "  " << What << I;
      if (V.Name != NoSym)
        OS << " " << Names.text(V.Name);
      OS << "  " << content(V.Kind) << (V.Pointer ? " pointer" : "");
      if (V.Class != NoSym)
        OS << " " << Names.of(V.Class);
      place(V.L);
      OS << "\n";
    }
  }

  //===-- Paths and values --------------------------------------------------===//

  /// "local buffer", or "local2 buffer" if more than one has the name.
  void local(uint32_t Index) {
    if (Index >= F.Locals.size()) {
      OS << "local" << Index << " <bad>";
      return;
    }
    Sym Name = F.Locals[Index].Name;
    OS << "local";
    if (Name == NoSym || llvm::binary_search(SharedNames, Name))
      OS << Index;
    if (Name != NoSym)
      OS << " " << Names.text(Name);
  }

  void path(const Path &P) {
    switch (P.R) {
    case Root::Invalid:
      OS << "nothing";
      break;
    case Root::Global:
      OS << Names.of(P.Index);
      break;
    case Root::Param:
      OS << "param" << P.Index;
      if (P.Index < F.Params.size() && F.Params[P.Index].Name != NoSym)
        OS << " " << Names.text(F.Params[P.Index].Name);
      break;
    case Root::This:
      OS << "this";
      break;
    case Root::Local:
      local(P.Index);
      break;
    case Root::Result:
      OS << "result n" << P.Index;
      break;
    default:
      OS << "<bad>";
    }
    for (Sym Step : ArrayRef(P.Steps).take_front(MaxSteps)) {
      if (Step == ElementSym)
        OS << "[]";
      else if (Step == DerefSym)
        OS << ".*";
      else
        OS << "." << Names.step(Step);
    }
    if (P.Steps.size() > MaxSteps)
      OS << "...";
  }

  /// Prints V, or its number if the line has enough. Force: the line is V's own.
  void value(ValueId V, unsigned Depth = 0, ValueId Force = None) {
    if (V >= F.Values.size()) {
      OS << "<bad>";
      return;
    }
    const Value &Val = F.Values[V];
    if (V == Force)
      ValuesOnLine = 0;
    else if (Depth == MaxDepth || ++ValuesOnLine > MaxValuesOnLine || Val.Operands.size() > MaxValuesOnLine) {
      OS << "v" << V;
      PutOff.insert(V);
      return;
    }
    switch (Val.Kind) {
    case ValueKind::Const:
      OS << Names.text(Val.Symbol);
      return;
    case ValueKind::Load:
    case ValueKind::Address:
      OS << (Val.Kind == ValueKind::Load ? "load " : "address ");
      return path(Val.P);
    case ValueKind::Function:
      OS << "function " << Names.of(Val.Symbol);
      return;
    case ValueKind::Result:
      OS << "result n" << Val.Node;
      return;
    default:
      OS << word(Val.Kind, {"unknown", "const", "empty", "load", "address", "fresh", "function", "closure",
                            "bind", "object", "wrap", "result", "compute", "choice"});
    }
    if (Val.Symbol != NoSym)
      OS << " " << Names.of(Val.Symbol);
    operands(Val, Depth);
    if (Val.Node != None)
      OS << " by n" << Val.Node;
  }

  /// "(a, b)", or "{x: a, y: b}" where the operands are captures or fields.
  void operands(const Value &Val, unsigned Depth) {
    bool Named = !Val.Fields.empty();
    if (Val.Operands.empty())
      return;
    OS << (Named ? "{" : "(");
    for (size_t I = 0; I != Val.Operands.size(); ++I) {
      OS << (I ? ", " : "");
      if (I < Val.Fields.size())
        OS << Names.step(Val.Fields[I]) << ": ";
      value(Val.Operands[I], Depth + 1);
    }
    OS << (Named ? "}" : ")");
  }

  void arguments(const Node &N) {
    OS << "(";
    for (size_t I = 0; I != N.Args.size(); ++I) {
      OS << (I ? ", " : "");
      value(N.Args[I], 1);
    }
    OS << ")";
  }

  //===-- Nodes -------------------------------------------------------------===//

  /// The fixed nodes say something only if control does not go the usual way.
  bool worthALine(NodeId I) const {
    const Node &N = F.Nodes[I];
    switch (N.Kind) {
    case NodeKind::Entry:
      return !(N.Succs.size() == 1 && N.Succs[0] == 4);
    case NodeKind::Exit:
    case NodeKind::Unwound:
    case NodeKind::NoReturn:
      return !N.Succs.empty() || I > 3;
    default:
      return true;
    }
  }

  void node(NodeId I) {
    const Node &N = F.Nodes[I];
    ValuesOnLine = 0;
    OS << "  n" << I << "  ";
    fact(N);
    SmallVector<StringRef, 4> Words;
    flagWords(N.Virtual | N.InLoop << 1 | N.Cleanup << 2 | N.MayNotRun << 3 | N.Decides << 4,
              {"virtual", "loop", "cleanup", "may-not-run", "decides"}, Words);
    bracketed(Words, OS);
    place(N.L);
    edges(N, I);
    OS << "\n";
  }

  void fact(const Node &N) {
    switch (N.Kind) {
    case NodeKind::Access:
      return access(N);
    case NodeKind::Store:
      OS << "store ";
      path(N.P);
      OS << " = ";
      return value(N.Val);
    case NodeKind::Take:
      OS << "take ";
      path(N.P);
      if (N.Text != NoSym)
        OS << " '" << Names.text(N.Text) << "'";
      return;
    case NodeKind::Call:
      return call(N);
    case NodeKind::Branch:
      OS << "branch";
      return condition(N);
    case NodeKind::Throw:
      OS << "throw " << types(N.Types);
      return withValue(N);
    case NodeKind::Dispatch:
      return dispatch(N);
    case NodeKind::EscapeCall:
      OS << "escape ";
      value(N.Val);
      OS << " into " << callee(N);
      return;
    case NodeKind::Invoke:
    case NodeKind::Spawn:
    case NodeKind::Submit:
      OS << (N.Kind == NodeKind::Invoke ? "invoke " : N.Kind == NodeKind::Spawn ? "spawn " : "submit ");
      if (N.Kind == NodeKind::Submit)
        OS << "to " << Names.text(N.Text) << " ";
      value(N.Val);
      if (N.Kind == NodeKind::Invoke && N.Text != NoSym)
        OS << " " << Names.text(N.Text);
      return N.Args.empty() ? void() : (OS << " with ", arguments(N));
    default:
      OS << word(N.Kind, {"entry", "exit", "unwound", "noreturn", "join", "access", "store", "take", "call",
                          "invoke", "spawn", "submit", "escape", "branch", "throw", "rethrow", "dispatch",
                          "end-catch", "suspend", "serve", "return", "help"});
      if (N.Text != NoSym)
        OS << " " << Names.text(N.Text);
      return withValue(N);
    }
  }

  void withValue(const Node &N) {
    if (N.Val == None)
      return;
    OS << " ";
    value(N.Val);
  }

  void access(const Node &N) {
    OS << word(N.Op, {"write", "read", "test", "remove", "set-empty", "append", "erase", "escape",
                      "create-key", "delete-key"})
       << " ";
    path(N.P);
    if (N.Val != None) {
      OS << (N.Op == AccessOp::CreateKey ? " destructor " : N.Op == AccessOp::Append ? " += " : " = ");
      value(N.Val);
    }
    if (!N.Args.empty()) {
      OS << " under ";
      value(N.Args.front());
    }
    if (N.Text != NoSym)
      OS << " '" << Names.text(N.Text) << "'";
    if (!N.Types.empty())
      OS << " grows " << Names.text(N.Types.front());
    if (N.This != None) {
      OS << " destructor ";
      value(N.This);
    }
  }

  /// A function without a body is named by the node alone.
  std::string callee(const Node &N) const {
    if (N.Text != NoSym && !Names.known(N.Callee))
      return Names.text(N.Text);
    return N.Callee != NoSym ? Names.callee(N.Callee) : "unknown";
  }

  void call(const Node &N) {
    OS << (N.Op == AccessOp::Remove ? "call removing " : "call ") << callee(N);
    arguments(N);
    if (N.This == None)
      return;
    OS << " on ";
    value(N.This);
  }

  std::string types(ArrayRef<Sym> Types) const {
    std::string Out;
    for (Sym T : Types)
      Out += (Out.empty() ? "" : ", ") + (T == NoSym ? std::string("anything") : Names.of(T));
    return Out;
  }

  void condition(const Node &N) {
    if (N.Cond == None) {
      OS << " any";
      return;
    }
    if (N.Cond >= F.Conds.size()) {
      OS << " <bad>";
      return;
    }
    const Cond &C = F.Conds[N.Cond];
    OS << " " << word(C.Kind, {"opaque", "plain", "nonempty", "always", "never"});
    if (C.P.valid()) {
      OS << " ";
      path(C.P);
    }
    if (C.Text != NoSym)
      OS << " '" << Names.text(C.Text) << "'";
    for (size_t I = 0; I != C.Mentions.size(); ++I) {
      OS << (I ? ", " : " over ");
      path(C.Mentions[I]);
    }
    if (C.Call != None)
      OS << " of n" << C.Call;
  }

  void dispatch(const Node &N) {
    OS << "dispatch";
    for (size_t I = 0; I != N.Types.size(); ++I) {
      OS << (I ? ", " : " ") << types(N.Types[I]);
      if (I < N.Succs.size())
        OS << " -> " << target(N.Succs[I]);
    }
  }

  std::string target(NodeId T) const {
    return T == 1 ? "exit" : T == 2 ? "out" : T == 3 ? "noreturn" : "n" + std::to_string(T);
  }

  void edges(const Node &N, NodeId Self) {
    NodeId Next = Self < 4 ? 4 : Self + 1;
    if (N.Kind == NodeKind::Branch && N.Cond != None && N.Succs.size() == 2) {
      OS << "  true " << target(N.Succs[0]) << "  false " << target(N.Succs[1]);
    } else if (N.Kind != NodeKind::Dispatch && !(N.Succs.size() == 1 && N.Succs[0] == Next)) {
      bool EndsHere = N.Kind == NodeKind::Throw || N.Kind == NodeKind::Rethrow;
      if (!N.Succs.empty() || !EndsHere)
        OS << "  -> " << (N.Succs.empty() ? "nowhere" : "");
      for (size_t I = 0; I != N.Succs.size(); ++I)
        OS << (I ? ", " : "") << target(N.Succs[I]);
    }
    if (N.Unwind != None)
      OS << "  unwind " << target(N.Unwind);
  }
};

//===-- The unit's tables ---------------------------------------------------===//

void holder(const Holder &H, const DisplayNames &Names, raw_ostream &OS) {
  OS << "holder " << Names.of(H.Usr) << "  " << word(H.Kind, {"native", "key", "class", "state"}) << " "
     << word(H.Life, {"static", "member", "local"}) << " " << content(H.Value);
  if (H.Type != NoSym)
    OS << " '" << Names.text(H.Type) << "'";
  if (H.Model != NoSym)
    OS << "  model " << Names.text(H.Model);
  if (H.Owner != NoSym)
    OS << "  in " << Names.of(H.Owner);
  if (H.Initial != NoSym)
    OS << "  initially " << Names.text(H.Initial);
  SmallVector<StringRef, 4> Words;
  flagWords(H.SeparateRemove | H.Inheritable << 1 | H.Transmittable << 2 | H.Indirect << 3 | H.Wrapped << 4 |
                H.OwnsPlain << 5 | H.FreedWithHolder << 6 | H.Destroyed << 7,
            {"separate-remove", "inheritable", "transmittable", "indirect", "wrapped", "owns-plain",
             "freed-with-holder", "destroyed"},
            Words);
  flagWords(H.Annotations, AnnotationWords, Words);
  bracketed(Words, OS);
  if (H.L.valid())
    OS << "  " << Names.place(H.L);
  OS << "\n";
}

void entity(const Entity &E, const DisplayNames &Names, raw_ostream &OS) {
  OS << "entity " << Names.of(E.Usr);
  if (E.Class != NoSym || E.Pointer)
    OS << "  " << (E.Pointer ? "pointer" : "class") << (E.Class != NoSym ? " " + Names.of(E.Class) : "");
  if (E.Kind != Content::Plain)
    OS << "  " << content(E.Kind);
  if (E.Static)
    OS << "  [static]";
  if (E.L.valid())
    OS << "  " << Names.place(E.L);
  OS << "\n";
}

void klass(const Class &C, const DisplayNames &Names, raw_ostream &OS) {
  OS << "class " << Names.of(C.Usr);
  for (size_t I = 0; I != C.Bases.size(); ++I)
    OS << (I ? ", " : "  bases ") << Names.of(C.Bases[I]);
  for (size_t I = 0; I != C.Fields.size(); ++I)
    OS << (I ? ", " : "  fields ") << Names.step(C.Fields[I]);
  OS << "\n";
}

void suppression(const Suppression &N, const DisplayNames &Names, raw_ostream &OS) {
  OS << "nolint " << Names.file(N.File) << ":" << N.FirstLine << "-" << N.LastLine << "  "
     << (N.Globs == NoSym ? "everything" : Names.text(N.Globs)) << "\n";
}

} // namespace

void dump(const TUSummary &S, raw_ostream &OS) {
  DisplayNames Names(S);
  OS << "unit " << S.MainFile << "  target " << S.Target << "\n";
  for (const Holder &H : S.Holders)
    holder(H, Names, OS);
  for (const Class &C : S.Classes)
    klass(C, Names, OS);
  for (const Entity &E : S.Entities)
    entity(E, Names, OS);
  for (const Suppression &N : S.Suppressions)
    suppression(N, Names, OS);
  for (const Function &F : S.Functions)
    FunctionDump(F, Names, OS).print();
}

} // namespace tidepool::summary
