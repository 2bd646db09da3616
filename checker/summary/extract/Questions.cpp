//===- Questions.cpp - What a question is about, before it is asked -------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"
#include "checker/summary/extract/Syntax.h"

using namespace clang;
using llvm::StringRef;

namespace tidepool::summary::extraction {

/// A thread-local variable that a comparison puts beside a constant, the operator as if it stood on the left, and the
/// constant's spelling.
std::optional<FunctionBuilder::Comparison> FunctionBuilder::comparison(const Expr *E) {
  const auto *B = dyn_cast<BinaryOperator>(E);
  if (!B || !(B->isRelationalOp() || B->isEqualityOp()))
    return std::nullopt;
  auto variable = [](const Expr *Side) -> const VarDecl * {
    const auto *Ref = dyn_cast<DeclRefExpr>(Side->IgnoreParenImpCasts());
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return V && V->getTLSKind() != VarDecl::TLS_None && V->getType()->isIntegralOrEnumerationType() ? V : nullptr;
  };
  const Expr *Constant = B->getRHS();
  const VarDecl *V = variable(B->getLHS());
  BinaryOperatorKind Op = B->getOpcode();
  if (!V && (V = variable(B->getRHS()))) {
    Constant = B->getLHS();
    Op = BinaryOperator::reverseComparisonOp(Op);
  }
  Sym Spelling = V ? U.constantSpelling(Constant) : NoSym;
  if (!V || (Spelling == NoSym && !isNull(Constant)))
    return std::nullopt;
  return Comparison{V, BinaryOperator::getOpcodeStr(Op), Spelling == NoSym ? "0" : U.Out.Strings[Spelling]};
}

/// Whether that is a question for the value or for its absence depends on the initial value, which another unit may
/// have: the linked program decides (Sentinels.cpp).
bool FunctionBuilder::compareWithConstant(const Expr *E) {
  std::optional<Comparison> C = comparison(E);
  if (!C)
    return false;
  Path P = evalVariable(C->Variable).P;
  NodeId Read = access(AccessOp::Read, P, E->getBeginLoc(), None, N.text((C->Operator + " " + C->Constant).str()));
  at(Read).Decides = true;
  return true;
}

/// Is the value of E whether a place that may be a slot is empty?
bool FunctionBuilder::asksSlot(const Expr *E) {
  if (E == Leaf)
    return false;
  if (comparison(E))
    return true;
  const Expr *Subject = nullptr;
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isEqualityOp())
    Subject = isNull(B->getRHS()) ? B->getLHS() : isNull(B->getLHS()) ? B->getRHS() : nullptr;
  if (const auto *Cast = dyn_cast<ImplicitCastExpr>(E); Cast && Cast->getCastKind() == CK_PointerToBoolean)
    Subject = Cast->getSubExpr();
  if (!Subject)
    return false;
  std::optional<Path> P = quietPlace(Subject);
  return P && couldBeSlot(*P);
}

/// An expression without side effects whose place can be named without adding nodes.
std::optional<Path> FunctionBuilder::quietPlace(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    if (!V || isa<DecompositionDecl>(V))
      return std::nullopt;
    return evalVariable(V).P;
  }
  if (isa<CXXThisExpr>(E))
    return std::nullopt;
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    if (const auto *V = dyn_cast<VarDecl>(Member->getMemberDecl()))
      return evalVariable(V).P;
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (!Field)
      return std::nullopt;
    Path Base;
    const Expr *Object = Member->getBase()->IgnoreParenImpCasts();
    if (isa<CXXThisExpr>(Object)) {
      Base = thisObject();
    } else {
      // p->f: through raw and smart pointers.
      if (const auto *Arrow = dyn_cast<CXXOperatorCallExpr>(Object);
          Arrow && Arrow->getOperator() == OO_Arrow && U.T.isPointerLike(Arrow->getArg(0)->getType()))
        Object = Arrow->getArg(0);
      std::optional<Path> Inner = quietPlace(Object);
      if (!Inner)
        return std::nullopt;
      Base = Member->isArrow() ? step(*Inner, DerefSym) : *Inner;
    }
    Path P = step(Base, U.field(Field));
    return Field->getType()->isReferenceType() ? step(P, DerefSym) : P;
  }
  if (const auto *Star = dyn_cast<UnaryOperator>(E); Star && Star->getOpcode() == UO_Deref) {
    std::optional<Path> Inner = quietPlace(Star->getSubExpr());
    return Inner ? std::optional(step(*Inner, DerefSym)) : std::nullopt;
  }
  return std::nullopt;
}

/// Canonical text of a side-effect-free question, or false. Places are printed by path, so that
/// shadowed names differ and aliases by reference do not matter.
bool FunctionBuilder::describe(const Expr *E, std::string &Text, std::vector<Path> &Mentions) {
  E = E->IgnoreParenImpCasts();
  if (Text.size() > 200)
    return false;
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E); Cast && Cast->getType()->isArithmeticType())
    return describe(Cast->getSubExpr(), Text, Mentions);
  if (const auto *I = dyn_cast<IntegerLiteral>(E)) {
    llvm::SmallString<24> Digits;
    I->getValue().toStringUnsigned(Digits);
    Text += Digits;
    return true;
  }
  if (const auto *B = dyn_cast<CXXBoolLiteralExpr>(E)) {
    Text += B->getValue() ? "true" : "false";
    return true;
  }
  if (isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E)) {
    Text += "nullptr";
    return true;
  }
  if (const auto *C = dyn_cast<CharacterLiteral>(E)) {
    Text += "'" + std::to_string(C->getValue()) + "'";
    return true;
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E); Ref && isa<EnumConstantDecl>(Ref->getDecl())) {
    Text += Ref->getDecl()->getName();
    return true;
  }
  if (const auto *Op = dyn_cast<BinaryOperator>(E)) {
    if (Op->isAssignmentOp() || Op->isLogicalOp() || Op->isPtrMemOp())
      return false;
    Text += "(";
    if (!describe(Op->getLHS(), Text, Mentions))
      return false;
    ((Text += " ") += Op->getOpcodeStr()) += " ";
    if (!describe(Op->getRHS(), Text, Mentions))
      return false;
    Text += ")";
    return true;
  }
  if (const auto *Op = dyn_cast<UnaryOperator>(E);
      Op && (Op->getOpcode() == UO_Minus || Op->getOpcode() == UO_Not)) {
    Text += UnaryOperator::getOpcodeStr(Op->getOpcode());
    return describe(Op->getSubExpr(), Text, Mentions);
  }
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
    const CXXMethodDecl *Method = Call->getMethodDecl();
    if (!Method || !Method->isConst() || Call->getNumArgs() != 0)
      return false;
    std::optional<Path> P = quietPlace(Call->getImplicitObjectArgument());
    if (!P)
      return false;
    if (Call->getImplicitObjectArgument()->getType()->isPointerType())
      P = step(*P, DerefSym);
    Mentions.push_back(*P);
    (Text += placeText(*P)) += "." + Method->getNameAsString() + "()";
    return true;
  }
  std::optional<Path> P = quietPlace(E);
  if (!P)
    return false;
  Mentions.push_back(*P);
  Text += placeText(*P);
  return true;
}

std::string FunctionBuilder::placeText(const Path &P) const {
  auto Short = [&](Sym S) { return U.shortName(S); };
  std::string Text;
  switch (P.R) {
  case Root::Global:
    Text = Short(P.Index);
    break;
  case Root::Param:
    Text = U.Out.Strings[F.Params[P.Index].Name];
    break;
  case Root::This:
    Text = "this";
    break;
  case Root::Local:
    Text = U.Out.Strings[F.Locals[P.Index].Name];
    if (Text.empty())
      Text = "temporary#" + std::to_string(P.Index);
    for (uint32_t I = 0; I < P.Index; ++I)
      if (F.Locals[I].Name != NoSym && F.Locals[I].Name == F.Locals[P.Index].Name) {
        Text += "#" + std::to_string(P.Index);
        break;
      }
    break;
  case Root::Result:
    Text = "result" + std::to_string(P.Index);
    break;
  case Root::Invalid:
    break;
  }
  for (Sym S : P.Steps)
    Text += S == DerefSym ? "->" : S == ElementSym ? "[]" : "." + Short(S);
  return Text;
}

/// The call whose result a local was just given.
NodeId FunctionBuilder::callBehind(const Path &P) const {
  if (P.R == Root::Result && P.Steps.empty())
    return P.Index;
  if (P.R != Root::Local || !P.Steps.empty())
    return None;
  auto It = InitialisedBy.find(P.Index);
  return It == InitialisedBy.end() ? None : It->second;
}

} // namespace tidepool::summary::extraction
