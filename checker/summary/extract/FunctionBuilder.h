//===- FunctionBuilder.h - One body to its graph of facts ----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SUMMARY_EXTRACT_FUNCTIONBUILDER_H
#define TIDEPOOL_CHECKER_SUMMARY_EXTRACT_FUNCTIONBUILDER_H

#include "checker/summary/extract/Rings.h"
#include "checker/summary/extract/Unit.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/AST/StmtObjC.h"
#include "clang/AST/StmtOpenMP.h"
#include <optional>

namespace tidepool::summary::extraction {

/// What becomes of a value that is read. Referred: of a place, a reference is bound to it.
enum class Use : uint8_t { Used, Copied, Returned, Referred, Nothing };

/// What an expression came to: a place (glvalue), or a value.
struct Result {
  Path P;
  ValueId V = None;
  static Result place(Path P) { return {std::move(P), None}; }
  static Result value(ValueId V) { return {Path(), V}; }
};

/// Something that has to happen when a scope is left. Entries form a tree (Parent), so that a chain of
/// them for exceptional edges is made once, however many calls unwind from the same depth.
struct Cleanup {
  enum Kind : uint8_t { Destroy, Call, Finally, Landing, Terminate } K = Destroy;
  int Parent = -1;
  Path P;                                        ///< Destroy, Call: the object
  clang::QualType Type;                          ///< Destroy
  const clang::FunctionDecl *Function = nullptr; ///< Call: __attribute__((cleanup(f)))
  const clang::Stmt *Body = nullptr;             ///< Finally
  bool Cancelled = false;                        ///< pthread_cleanup_pop(0): not on the normal way
  NodeId Unwind = None;    ///< memo: head of the exceptional chain; Landing: the Dispatch
  clang::SourceLocation L; ///< where the scope ends
};

/// Walks a body in evaluation order and appends nodes. Statements, expressions, and library knowledge
/// are in files of their own; this class is what they share.
class FunctionBuilder {
public:
  FunctionBuilder(Unit &U) : U(U), N(U.N) {}
  Function build(const Job &J);

private:
  //===-- Graph.cpp: nodes, values, paths -------------------------------===//
  NodeId add(NodeKind K, clang::SourceLocation L);
  NodeId addNop() { return makeNode(NodeKind::Nop, {}); }
  NodeId makeNode(NodeKind K, clang::SourceLocation L);
  Node &at(NodeId Id) { return F.Nodes[Id]; }
  void jump(NodeId To);
  void start(NodeId At);
  void mayThrow(NodeId Id);
  ValueId value(Value V);
  ValueId unknown() { return value({}); }
  ValueId empty();
  ValueId constant(Sym Spelling);
  ValueId load(const Path &P);
  ValueId address(const Path &P);
  ValueId resultOf(NodeId Call);
  ValueId functionValue(Sym Function);
  ValueId compute(llvm::ArrayRef<ValueId> Operands, ValueKind K = ValueKind::Compute);
  const Value &get(ValueId V) const { return F.Values[V]; }
  bool isEmpty(ValueId V) const { return V != None && F.Values[V].Kind == ValueKind::Empty; }
  Path step(Path P, Sym S) const;
  Path deref(ValueId Pointer, clang::SourceLocation L);
  Path temporary(clang::QualType T, clang::SourceLocation L);
  Path newLocal(Variable V);
  Path hold(ValueId V, clang::QualType T, clang::SourceLocation L);

  //===-- Storage.cpp: reads and writes ---------------------------------===//
  bool isSlot(const Path &P) const;
  bool couldBeSlot(const Path &P) const;
  bool refersToSlot(const Path &P) const;
  NodeId access(AccessOp Op, const Path &P, clang::SourceLocation L, ValueId Val = None, Sym Text = NoSym);
  bool namesElement(const Path &P) const;
  void read(const Path &P, Use U, clang::SourceLocation L);
  void test(const Path &P, clang::SourceLocation L);
  /// The same by a member function: empty() or size().
  void testBy(llvm::StringRef Name, const Path &P, clang::SourceLocation L);
  ValueId loadFrom(const Path &P, Use U, clang::SourceLocation L);
  bool isConstant(ValueId V) const;
  bool unlinks(const Path &P, ValueId V) const;
  bool renamesTemporary(const Path &P, ValueId V);
  void keepHolder(const Path &P, ValueId V);
  void store(const Path &P, ValueId V, clang::SourceLocation L);
  void assign(const Path &P, ValueId V, clang::SourceLocation L);
  void clear(const Path &P, clang::SourceLocation L);
  void overwritten(const Path &P, ValueId V, clang::SourceLocation L);
  ValueId takeOld(const Path &P, clang::QualType T, clang::SourceLocation L);

  //===-- Expressions.cpp and friends -----------------------------------===//
  Result eval(const clang::Expr *E, Use U = Use::Used);
  Path place(const clang::Expr *E);
  ValueId rvalue(const clang::Expr *E, Use U = Use::Used);
  void discard(const clang::Expr *E);
  ValueId asValue(const Result &R, Use U, const clang::Expr *E);
  Path asPlace(const Result &R, const clang::Expr *E);
  Result evalDeclRef(const clang::DeclRefExpr *E);
  Result evalVariable(const clang::VarDecl *V);
  Path thisObject();
  Result evalMember(const clang::MemberExpr *E);
  Result evalUnary(const clang::UnaryOperator *E, Use Us);
  Result evalBinary(const clang::BinaryOperator *E);
  Result evalAssign(const clang::BinaryOperator *E);
  void ringElement(const clang::Expr *Index, const Path &Element, clang::SourceLocation L);
  Result evalCompound(const clang::Expr *Target, const clang::Expr *Amount, llvm::StringRef Op,
                      const clang::Expr *Whole);
  Result evalCast(const clang::CastExpr *E, Use Us);
  Result evalConditional(const clang::Expr *Whole, const clang::Expr *Cond, const clang::Expr *True,
                         const clang::Expr *False, Use Us);
  Result evalLogical(const clang::Expr *E);
  Result evalMaterialized(const clang::MaterializeTemporaryExpr *E);
  Result evalInitList(const clang::InitListExpr *E);
  Result constructAt(const clang::CXXNewExpr *E);
  Result evalNew(const clang::CXXNewExpr *E);
  Result evalDelete(const clang::CXXDeleteExpr *E);
  Result evalLambda(const clang::LambdaExpr *E);
  void captureEnds(const clang::LambdaCapture &C);
  Result evalBlock(const clang::BlockExpr *E);
  Result evalThrow(const clang::CXXThrowExpr *E);
  Result evalSuspend(const clang::Expr *Operand, const clang::Expr *E);
  Result evalAwait(const clang::CoroutineSuspendExpr *E, const clang::Expr *Operand);
  bool neverSuspends(const clang::CoroutineSuspendExpr *E) const;
  Sym takeSwitch();
  void suspend(const clang::Expr *Operand, const clang::Expr *E, Sym Switch);
  Result evalChildren(const clang::Expr *E);
  clang::SourceLocation nameLoc(const clang::Expr *E) const;

  //===-- Construct.cpp: objects ----------------------------------------===//
  void construct(const clang::Expr *E, const Path &Target, clang::SourceLocation L);
  bool constructInPlace(const clang::CXXConstructExpr *E, const Path &Target);
  void constructList(const clang::InitListExpr *E, const Path &Target);
  Result evalConstruct(const clang::CXXConstructExpr *E, Use Us);
  bool isCopyLike(const clang::CXXConstructExpr *E) const;
  ValueId plainOperand(ValueId V) const;
  ValueId freshObject(clang::QualType T, const clang::CXXConstructorDecl *Ctor, llvm::ArrayRef<ValueId> Args,
                      clang::SourceLocation L);
  const clang::CXXConstructorDecl *guessConstructor(clang::QualType T, unsigned Args);
  NodeId callConstructor(const clang::CXXConstructorDecl *Ctor, ValueId Object, llvm::ArrayRef<ValueId> Args,
                         clang::SourceLocation L);
  bool constructLibrary(const clang::CXXConstructExpr *E, const Path &Target);
  bool needsConstructorCall(const clang::CXXConstructorDecl *Ctor) const;
  ValueId makeOf(clang::QualType T, llvm::ArrayRef<const clang::Expr *> Args, const clang::Expr *Call);
  ValueId movedFrom(const clang::Expr *E, Use Us);
  bool knownEmpty(const Path &P) const;
  void swapPlaces(const Path &A, const Path &B, clang::QualType T, clang::SourceLocation L);

  //===-- Calls.cpp, Arguments.cpp --------------------------------------===//
  Result evalCall(const clang::CallExpr *E, Use Us);
  Result callFunction(const clang::FunctionDecl *Callee, const clang::Expr *Object,
                      llvm::ArrayRef<const clang::Expr *> Args, const clang::Expr *E, Use Us);
  static const clang::CXXRecordDecl *objectClass(const clang::Expr *Object);
  /// Class: the object's static one, for virtual calls.
  Result emitCall(const clang::FunctionDecl *Callee, ValueId This, llvm::ArrayRef<ValueId> Args, bool Virtual,
                  const clang::Expr *E, const clang::CXXRecordDecl *Class = nullptr);
  Result invoke(ValueId Callable, llvm::ArrayRef<ValueId> Args, const clang::Expr *E,
                clang::QualType ResultType);
  Result returned(NodeId Id, clang::QualType Type);
  Result callIndirect(const clang::CallExpr *E);
  Result callMemberPointer(const clang::CallExpr *E, const clang::BinaryOperator *Op);
  Path objectOf(const clang::Expr *Object);
  void arguments(const clang::FunctionDecl *Callee, llvm::ArrayRef<const clang::Expr *> Args,
                 llvm::SmallVectorImpl<ValueId> &Out);
  ValueId argument(const clang::Expr *Arg, clang::QualType ParamType);
  ValueId contentOf(const clang::Expr *Arg, Use Us = Use::Used);
  ValueId characters(const clang::Expr *Arg, ValueId V);
  ValueId callable(const clang::Expr *Arg);
  ValueId bound(const clang::Expr *Arg);
  bool isCallable(clang::QualType T) const;
  const clang::CXXMethodDecl *callOperator(clang::QualType T) const;
  bool mayThrow(const clang::FunctionDecl *Callee) const;
  bool noReturn(const clang::FunctionDecl *Callee) const;

  //===-- Library*.cpp: what models and the standard library say --------===//
  using Args = llvm::ArrayRef<const clang::Expr *>;
  std::optional<Result> library(const clang::FunctionDecl *Callee, const clang::Expr *Object, Args A,
                                const clang::Expr *E, Use Us);
  std::optional<Result> holderCall(const model::HolderMethodRef &M, const clang::FunctionDecl *Callee,
                                   const clang::Expr *Object, Args A, const clang::Expr *E, Use Us);
  bool declaredHolder(const clang::Expr *Key);
  Result holderEffect(const model::HolderMethodRef &M, const clang::FunctionDecl *Callee, const Path &P,
                      Args A, const clang::Expr *E, Use Us);
  static bool annotated(const clang::FunctionDecl *Callee, llvm::StringRef Text);
  void annotatedSubmissions(const clang::FunctionDecl *Callee, const clang::Expr *Object, Args A, const clang::Expr *E);
  std::optional<Result> submitCall(const model::SubmitRef &S, const clang::FunctionDecl *Callee,
                                   const clang::Expr *Object, Args A, const clang::Expr *E);
  bool submitTask(const model::SubmitRef &S, const clang::FunctionDecl *Callee, const clang::Expr *Task,
                  Args A, const clang::Expr *E);
  std::optional<Result> callableCall(const model::CallableModel &M, const clang::FunctionDecl *Callee,
                                     const clang::Expr *Object, Args A, const clang::Expr *E, Use Us);
  void waits(clang::SourceLocation L);
  void waitsIn(const clang::FunctionDecl *Callee, clang::SourceLocation L);
  void serve(const model::FunctionModel &M, const clang::Expr *E, bool Mentioned);
  void mentionsServer(const clang::FunctionDecl *Function, const clang::Expr *E);
  ValueId bind(Args A);
  void spawn(Args A, int Param, const clang::Expr *E);
  bool spawnsOn(const clang::FunctionDecl *Callee) const;
  std::optional<Result> guardCall(const model::GuardModel &G, const clang::FunctionDecl *Callee,
                                  const clang::Expr *Object, Args A, const clang::Expr *E);
  //===-- ThreadState.cpp -----------------------------------------------===//
  /// The result of a call that changes, or may leave something in, a thread's state.
  struct StateResult {
    model::StateRef Ref;
    clang::SourceLocation L;
    size_t Nodes = 0; ///< as many as there were when it returned
  };
  model::StateRef stateRef(const clang::FunctionDecl *Callee, Args A) const;
  model::StateRef stateRef(const clang::Expr *E) const;
  Path statePath(const model::StateModel &M);
  ValueId savedBits(ValueId V) const;
  ValueId newState(const clang::FunctionDecl *Callee, const clang::Expr *Arg, size_t Param);
  std::optional<Result> stateCall(const clang::FunctionDecl *Callee, Args A, const clang::Expr *E, Use Us);
  void rememberResult(const clang::Expr *Call);
  bool stateBranch(const clang::Expr *E, NodeId True, NodeId False);

  Sym partOf(clang::QualType T, unsigned Index);
  void bindHoldingVariables(const clang::DecompositionDecl *D, const Path &Whole);
  void armGuard(const model::GuardModel &G, const Path &P, Args A, clang::SourceLocation L,
                const clang::FunctionDecl *Maker = nullptr);
  void disarm(const model::GuardModel &G, const Path &P, clang::SourceLocation L);
  std::optional<Result> containerCall(const model::ContainerModel &C, const clang::FunctionDecl *Callee,
                                      const clang::Expr *Object, Args A, const clang::Expr *E, Use Us);
  void addElement(const Path &C, const clang::FunctionDecl *Callee, const clang::Expr *Object, Args A,
                  const clang::Expr *E);
  std::optional<Result> keyedCall(llvm::StringRef Name, const clang::FunctionDecl *Callee,
                                  const clang::Expr *Object, Args A, const clang::Expr *E);
  /// An entry of a thread-local map, and the key under which it was asked for.
  struct Entry {
    Path At;
    ValueId Key = None;
    Sym Growth = NoSym; ///< growth word, where asking has made the entry
  };
  Sym growthOf(clang::QualType Container);
  void grows(NodeId Append, clang::QualType Container);
  const Entry *entryAt(const Path &P) const;
  bool keyedBranch(const clang::Expr *E, NodeId True, NodeId False);
  std::optional<Result> roleCall(Role R, const clang::FunctionDecl *Callee, const clang::Expr *Object, Args A,
                                 const clang::Expr *E, Use Us);
  std::optional<Result> pointerCall(Role R, llvm::StringRef Name, const clang::Expr *Object, Args A,
                                    const clang::Expr *E, Use Us);
  std::optional<Result> optionalCall(llvm::StringRef Name, const clang::Expr *Object, Args A,
                                     const clang::Expr *E, Use Us);
  std::optional<Result> stringCall(llvm::StringRef Name, const clang::FunctionDecl *Callee,
                                   const clang::Expr *Object, Args A, const clang::Expr *E, Use Us);
  std::optional<Result> atomicCall(llvm::StringRef Name, const clang::Expr *Object, Args A,
                                   const clang::Expr *E, Use Us);
  Result systemMember(const clang::FunctionDecl *Callee, const clang::Expr *Object, Args A,
                      const clang::Expr *E, Use Us);
  std::optional<Result> freeCall(llvm::StringRef Name, const clang::FunctionDecl *Callee, Args A,
                                 const clang::Expr *E, Use Us);
  Result systemCall(const clang::FunctionDecl *Callee, Args A, const clang::Expr *E, Use Us);
  Sym stackText(llvm::StringRef Method, clang::QualType Container);
  void useResults(llvm::ArrayRef<ValueId> Values, clang::SourceLocation L);
  ValueId outArguments(const clang::FunctionDecl *Callee, Args A, llvm::SmallVectorImpl<ValueId> &Values,
                       const clang::Expr *E);
  ValueId thisAddress(const clang::Expr *Object);

  //===-- Deciding.cpp --------------------------------------------------===//
  ValueId difference(ValueId Left, ValueId Right);
  void decides(ValueId V);

  //===-- Conditions.cpp, Questions.cpp ------------------------------------------------===//
  void branch(const clang::Expr *E, NodeId True, NodeId False);
  bool caseBranches(const clang::Expr *Subject, llvm::ArrayRef<const clang::CaseStmt *> Asked, NodeId Default);
  void leafBranch(const clang::Expr *E, NodeId True, NodeId False);
  bool isHolderCall(const clang::CallExpr *Call) const;
  const model::HolderMethod *keySetter(const clang::Expr *E) const;
  bool emptinessBranch(const clang::Expr *E, bool Negate, NodeId True, NodeId False);
  void fork(llvm::ArrayRef<NodeId> To, clang::SourceLocation L);
  void emitBranch(Cond C, NodeId True, NodeId False, clang::SourceLocation L);
  bool describe(const clang::Expr *E, std::string &Text, std::vector<Path> &Mentions);
  std::optional<Path> quietPlace(const clang::Expr *E);
  struct Comparison {
    const clang::VarDecl *Variable;
    llvm::StringRef Operator;
    std::string Constant;
  };
  std::optional<Comparison> comparison(const clang::Expr *E);
  bool compareWithConstant(const clang::Expr *E);
  bool asksSlot(const clang::Expr *E);
  const clang::Expr *Leaf = nullptr; ///< evaluated for its value already: not to be made a branch again
  std::string placeText(const Path &P) const;
  NodeId callBehind(const Path &P) const;

  //===-- Statements.cpp, Loops.cpp, Exceptions.cpp ---------------------===//
  void stmt(const clang::Stmt *S);
  void scoped(const clang::Stmt *S);
  void fullExpr(const clang::Expr *E);
  void declStmt(const clang::DeclStmt *S);
  void localVariable(const clang::VarDecl *V);
  void staticLocal(const clang::VarDecl *V);
  void ifStmt(const clang::IfStmt *S);
  void switchStmt(const clang::SwitchStmt *S);
  void whileStmt(const clang::WhileStmt *S);
  void doStmt(const clang::DoStmt *S);
  void forStmt(const clang::ForStmt *S);
  void rangeFor(const clang::CXXForRangeStmt *S);
  bool hasConstantBound(const clang::ForStmt *S) const;
  Cleanup *elided(const clang::VarDecl *Returned);
  void returnStmt(const clang::Expr *Val, clang::SourceLocation L, const clang::VarDecl *Returned = nullptr);
  void gotoStmt(const clang::LabelDecl *Label);
  void labelStmt(const clang::LabelStmt *S);
  void resolveGotos();
  void tryStmt(const clang::CXXTryStmt *S);
  void sehTry(const clang::SEHTryStmt *S);
  void throwNode(clang::QualType T, ValueId V, clang::SourceLocation L);
  std::vector<Sym> typesOf(clang::QualType Thrown);
  Sym caughtType(clang::QualType T);
  void openMP(const clang::OMPExecutableDirective *D);
  void coroutine(const clang::CoroutineBodyStmt *S);

  //===-- Scopes.cpp ----------------------------------------------------===//
  void push(Cleanup C);
  void popTo(int Depth, clang::SourceLocation L);
  void leaveTo(int Depth);
  void cancel(const Path &Object);
  void run(const Cleanup &C, bool Exceptional);
  void destroy(const Path &P, clang::QualType T, clang::SourceLocation L, bool Exceptional);
  void ifSet(const Path &P, clang::SourceLocation L, llvm::function_ref<void()> Do);
  void destroySmart(const Path &P, clang::QualType T, clang::SourceLocation L);
  void destroyGuard(const model::GuardModel &G, const Path &P, clang::QualType T, clang::SourceLocation L,
                    bool Exceptional);
  void callDestructor(const clang::CXXRecordDecl *Record, const Path &P, bool Virtual,
                      clang::SourceLocation L);
  NodeId unwindTarget(int Depth);
  int commonDepth(int A, int B) const;
  bool holdsGuards(clang::QualType T);
  void registerLife(const Path &P, clang::QualType T, clang::SourceLocation L, const clang::Expr *Init);

  //===-- Bodies.cpp ----------------------------------------------------===//
  void describeFunction(const clang::FunctionDecl *D);
  void lowerFunction(const clang::FunctionDecl *D);
  void lowerDestructor(const clang::CXXRecordDecl *Record);
  void lowerInitialiser(const clang::VarDecl *V);
  void lowerRegion(const Job &J);
  void lowerBlock(const Job &J);
  void constructorInits(const clang::CXXConstructorDecl *D);
  void destroyMembers(const clang::CXXRecordDecl *Record);
  void outermost(const clang::Stmt *Body);
  void finish(clang::SourceLocation End);
  Variable variableOf(const clang::VarDecl *V);
  Path localPath(const clang::VarDecl *V);
  ValueId captureOf(const clang::VarDecl *V, bool ByReference, clang::QualType FieldType);

  Unit &U;
  Names &N;
  Function F;
  const clang::FunctionDecl *Decl = nullptr;
  NodeId Cur = None;
  bool Initialising = false; ///< the body is a static variable's initialiser
  bool Terminates = false;   ///< an exception does not leave: noexcept
  unsigned Loops = 0;        ///< enclosing loops without a compile-time bound
  int Top = -1;              ///< innermost live cleanup
  std::vector<Cleanup> Cleanups;
  /// Places whose use has a node already, and the line of that node.
  std::vector<std::pair<Path, unsigned>> RecentReads;
  llvm::DenseMap<ValueId, clang::QualType> FreshHolders; ///< objects of holder classes made by new
  llvm::DenseMap<uint32_t, Entry> Entries; ///< local reference → what it refers to
  llvm::DenseSet<uint32_t> Elements; ///< references to elements whose container was read where they were bound
  std::vector<int> FullExprDepth;

  llvm::DenseMap<const clang::VarDecl *, uint32_t> Locals;
  llvm::DenseMap<const clang::VarDecl *, uint32_t> Params;
  CaptureMap Captures;
  std::optional<Captured> CapturedThis;           ///< in a lambda that captures `this`
  llvm::DenseMap<uint32_t, NodeId> InitialisedBy; ///< local → call whose result it was just given
  StateResult JustReturned;
  llvm::DenseMap<uint32_t, StateResult> StateResults; ///< local → call whose result it was just given
  llvm::DenseSet<ValueId> SavedStates;                ///< a thread's state, as a call returned it
  llvm::DenseMap<uint64_t, llvm::SmallVector<ValueId, 1>> ValueTable;
  llvm::DenseMap<const clang::Expr *, Path> Opaques;
  llvm::DenseMap<ValueId, ValueId> CreatedKeys; ///< keys that a call returns → their destructors
  llvm::DenseMap<uint32_t, Path> SavedPlaces; ///< local save-and-restore guard → place it restores
  llvm::DenseMap<uint32_t, bool> OwnedShares; ///< local shared_ptr made here: its end is the object's

  struct JumpTarget {
    NodeId To = None;
    int Depth = -1;
  };
  std::vector<JumpTarget> Breaks, Continues, Leaves;
  struct PendingGoto {
    NodeId From = None;
    int Depth = -1;
    const clang::LabelDecl *Label = nullptr;
  };
  std::vector<PendingGoto> Gotos;
  llvm::DenseMap<const clang::LabelDecl *, JumpTarget> Labels;
  llvm::DenseMap<const clang::SwitchCase *, NodeId> Cases;
  std::optional<IndexSet> MovingIndices; ///< of the whole body, made when the first element is looked at
  Path TouchedHolder;            ///< holder whose content was asked for without a use
  NodeId LastConstructor = None; ///< call of the object constructed last
};

} // namespace tidepool::summary::extraction

#endif // TIDEPOOL_CHECKER_SUMMARY_EXTRACT_FUNCTIONBUILDER_H
