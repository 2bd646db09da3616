//===- Summary.h - What one translation unit says about thread-locals ----===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The contract between the half that knows Clang (extraction) and the half
// that knows nothing of it (linking and solving). A TUSummary is a value: plain
// data, deterministic for the same input, read and written by SummaryIO.
//
// Every function is a small control-flow graph whose nodes are facts. Extraction
// decides nothing: it says what the code does with storage ("paths") and values;
// whether a path is a holder's slot, who runs on a pool thread, and whether a
// value belongs to a task is decided by the solver on the linked program.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SUMMARY_SUMMARY_H
#define TIDEPOOL_CHECKER_SUMMARY_SUMMARY_H

#include <cstdint>
#include <string>
#include <vector>

namespace tidepool::summary {

/// Raised whenever the meaning or the layout of anything below changes.
/// A summary of another version is rejected and made again.
inline constexpr uint32_t FormatVersion = 7;

/// Index into TUSummary::Strings. Entities (functions, variables, fields,
/// classes) are named by their USR; an entity of internal linkage has the
/// unit's main file appended ("<usr>@<file>"), so that equal names of two units
/// do not meet. The first symbols are reserved.
using Sym = uint32_t;
inline constexpr Sym NoSym = 0;      ///< ""
inline constexpr Sym ElementSym = 1; ///< "[]": an element of a container, the content of an optional
inline constexpr Sym DerefSym = 2;   ///< "*": what a raw or smart pointer, or a reference, refers to
inline constexpr Sym FirstFreeSym = 3;

using NodeId = uint32_t;  ///< index into Function::Nodes
using ValueId = uint32_t; ///< index into Function::Values
inline constexpr uint32_t None = ~0u;

/// A place in a source file. File indexes TUSummary::Files; Line 0 = unknown.
struct Loc {
  uint32_t File = 0, Line = 0, Col = 0;
  bool valid() const { return Line != 0; }
  bool operator==(const Loc &) const = default;
};

//===-- Paths: storage ------------------------------------------------------===//

enum class Root : uint8_t {
  Invalid,
  Global, ///< variable of static or thread storage duration; Index = Sym of its USR
  Param,  ///< the parameter's own storage; Index = parameter number, 0-based
  This,   ///< the object a member function runs on (*this); in a lambda's body, the closure
  Local,  ///< automatic variable or materialised temporary; Index into Function::Locals
  Result, ///< what the call at node Index returned
};

/// A storage location: a root and steps from it. A step is the USR of a field,
/// ElementSym, or DerefSym. References are pointers here: using a reference r
/// is [r *], binding it to Q stores Address(Q). Smart pointers too: p->f is
/// [p * f]. A captured variable x of a lambda is [This cap(x)], where cap(x) is
/// a field symbol made from the closure's USR and the variable's name; captured
/// by reference it is [This cap(x) *]; the captured `this` is [This cap(this) *].
/// Local references that are never rebound are still locals with one Store.
struct Path {
  Root R = Root::Invalid;
  uint32_t Index = 0;
  std::vector<Sym> Steps;
  bool valid() const { return R != Root::Invalid; }
  bool operator==(const Path &) const = default;
};

//===-- Values --------------------------------------------------------------===//

enum class ValueKind : uint8_t {
  Unknown,  ///< nothing is known; not task data by itself
  Const,    ///< compile-time constant other than Empty; Symbol = its spelling ("42", "\"x\"")
  Empty,    ///< nullptr, 0, false, "", {}, T{}, a default-constructed object
  Load,     ///< copy of the content of P
  Address,  ///< pointer or reference to P (also decayed arrays, `this`)
  Fresh,    ///< allocated here: new T(args), make_unique/make_shared<T>(args), malloc, strdup.
            ///< Symbol = USR of class T or NoSym; Operands = args; Node = the constructor's call or None
  Function, ///< a function; Symbol = its USR. &C::m too
  Closure,  ///< a lambda (or OpenMP region); Symbol = USR of its call operator.
            ///< Fields[i] = capture symbol, Operands[i] = captured value (Address for by-reference)
  Bind,     ///< std::bind, bind_front, mem_fn + object: Operands[0] = callable, the rest bound arguments in
            ///< order (placeholders are Unknown). For a pointer to member, Operands[1] = the object
  Object,   ///< an object of class Symbol built from Operands (temporary or aggregate);
            ///< Fields[i] names the field for aggregates, else empty; Node = constructor's call or None
  Wrap,     ///< Operands[0] in a wrapper that keeps exceptions for later (packaged_task, a promise);
            ///< plain wrappers (std::function, std::move, std::ref) leave no trace
  Result,   ///< what the call at Node returned
  Compute,  ///< computed from Operands (arithmetic, concatenation, unmodelled library calls); the difference
            ///< of two numbers has Symbol = "-"
  Choice,   ///< one of Operands (?:, and ||/&& of values)
};

struct Value {
  ValueKind Kind = ValueKind::Unknown;
  Sym Symbol = NoSym;
  NodeId Node = None;
  Path P;
  std::vector<ValueId> Operands;
  std::vector<Sym> Fields;
  bool operator==(const Value &) const = default;
};

//===-- Conditions ----------------------------------------------------------===//

/// What a Branch tests. Equal Text in one function means the same question;
/// the answer is the same as long as none of Mentions was stored to between.
enum class CondKind : uint8_t {
  Opaque,   ///< cannot be correlated
  Plain,    ///< Text is a side-effect-free expression over Mentions (parameters, locals, fields, const
            ///< member calls on them)
  NonEmpty, ///< true edge: P's content is set (p, p != nullptr, !s.empty(), opt.has_value(), n != 0);
            ///< extraction flips the edges for the opposite question. Text is set as well
  ConstTrue, ConstFalse, ///< if constexpr, while (true)
};

struct Cond {
  CondKind Kind = CondKind::Opaque;
  Sym Text = NoSym;
  Path P;                    ///< NonEmpty only. May be [Result n] for `if (get())`
  std::vector<Path> Mentions;
  NodeId Call = None;        ///< the value tested is what this Call returned (truth = non-zero)
};

//===-- Nodes ---------------------------------------------------------------===//

/// Operations on a place that may be a holder's slot. Extraction emits them for
/// every path whose root could lead to one; the solver drops the others.
enum class AccessOp : uint8_t {
  Write,     ///< Val is put into P (assignment, reset(p), pthread_setspecific, a mutating member function)
  Read,      ///< the content is used
  Test,      ///< only asked whether it is empty (if (h), h.empty(), h == nullptr): no read. Text = "size" where it is
             ///< asked how much is in it
  Remove,    ///< explicit remove or the empty value on a native thread_local
  SetEmpty,  ///< set(nullptr)/set({}) on a holder whose model has a separate remove operation
  Append,    ///< adds to what is there (push_back, insert, +=, operator[] that may insert, ++ and --).
             ///< Val = what is added. For ++/--/+=/-= on numbers Text = "++", "--", "+=", "-="; for what goes
             ///< on top of a stack (push_back) Text = "push". Where the container has one entry more for each
             ///< addition, or each new key, Types[0] says which (see the growth words)
  Erase,     ///< takes away a part (erase(k), pop_back): neither read nor remove. Text = "pop" if what was pushed last
  Escape,    ///< address of the slot taken in a way that was not followed
  CreateKey, ///< pthread_key_create and its kind; Val = destructor or Empty
  DeleteKey,
};

inline constexpr const char *WaitsText = "waits"; ///< see NodeKind::Call

/// Growth words: what becomes of a container by an addition (Access Append, Types[0]).
inline constexpr const char *GrowsEach = "each";       ///< one entry more each time: push_back, a multimap's insert
inline constexpr const char *GrowsByKey = "key";       ///< one entry more for each key that was not there
inline constexpr const char *GrowsByAddress = "address"; ///< the same, and the key is the address of an object
inline constexpr const char *GrowsClosed = "closed";   ///< the same, but keys are few: an enumeration, a type, a character

enum class NodeKind : uint8_t {
  Entry,      ///< node 0 of every function
  Exit,       ///< normal end; node 1
  Unwound,    ///< an exception leaves the function; node 2
  NoReturn,   ///< exit(), abort(), terminate (throw in noexcept), pthread_exit; node 3
  Nop,        ///< join point; Text may name a scope for the readable twin
  Access,     ///< Op on P with Val
  Store,      ///< P := Val, for paths that are not slots by their own root: locals, fields, parameters.
              ///< The solver may find that P is a slot (through a reference): then it is a Write
  Take,       ///< elements leave the container P (pop, erase, clear, swap, exchange, null-store of a single
              ///< hand-over field): the dequeue of a home-made pool. Text = "clear" where all go unlooked at, "ring" for
              ///< an array's element whose index moves on
  Call,       ///< Callee with This (Address of the object) and Args. Constructors and destructors too. Without Callee
              ///< and with WaitsText: the thread waits for others here (future::get, latch::wait, thread::join)
  Invoke,     ///< call of a callable value Val with Args
  Spawn,      ///< starts a dedicated thread on callable Val with Args (std::thread, pthread_create)
  Submit,     ///< hands callable Val (with Args) to the library pool named by Text. Cleanup: it is run at once, and waits
              ///< in it are for its own tasks only
  EscapeCall, ///< callable Val goes into code without a body (Callee) that may call it later
  Branch,     ///< Cond; Succs[0] true, Succs[1] false. Without Cond: nondeterministic, any number of Succs
  Throw,      ///< Types = the thrown class and its bases (or the type's name). Goes to Unwind
  Rethrow,    ///< throw; — with the exception that the enclosing handler caught
  Dispatch,   ///< try block's landing pad: Types[i] is caught by Succs[i] (NoSym = catch-all); if none
              ///< matches, Unwind
  EndCatch,   ///< a handler ends normally: no exception is in flight
  Suspend,    ///< co_await, co_yield, or a modelled switch function. Text: that function's name, or "co_yield" where
              ///< whoever has the coroutine resumes it. Callee: the function that made what is awaited. In front of
              ///< it the awaiter's await_suspend is called with the coroutine itself, behind it await_resume
  Serve,      ///< runs tasks of the library pool named by Text, one after another, on this thread; what they throw
              ///< leaves through Unwind. Virtual: on a thread that is started with this function; MayNotRun: on
              ///< threads of the pool's own
  Return,     ///< Val or None; goes to the destructors and then Exit
  Help,       ///< waits, and may run tasks of the library pool named by Text on this thread meanwhile
};

/// One fact. Succs are normal successors; Unwind is where an exception out of
/// this node goes (a chain of destructor calls, a Dispatch, or node 2), or None
/// where it cannot throw or the exception would end the process.
struct Node {
  NodeKind Kind = NodeKind::Nop;
  AccessOp Op = AccessOp::Read;   ///< Access. Call: Remove where the callee is annotated as removing
  bool Virtual = false;           ///< Call: dispatched dynamically; candidates are Callee and its overriders
  bool InLoop = false;            ///< inside a loop without a compile-time bound
  bool Cleanup = false;           ///< destructor (or cleanup function) run by a scope's end. Submit: isolated
  bool Decides = false;           ///< Access Read, Call: the number read or returned decides a branch
  bool MayNotRun = false;         ///< Invoke by an algorithm that may call zero or many times
  Loc L;
  Sym Callee = NoSym;             ///< Call, EscapeCall; NoSym when unknown
  Sym Text = NoSym;               ///< Submit, Serve: pool's name; Access: operator; Call: display name of a bodyless callee;
                                  ///< Invoke: "once" where the callable runs once, whoever asks (pthread_once)
  Path P;                         ///< Access, Store, Take
  ValueId Val = None;             ///< Access, Store, Invoke, Spawn, Submit, EscapeCall, Return, Throw
  ValueId This = None;            ///< Call of a member: Address of the object. Access Write of a key: the destructor
                                  ///< that is given with the value (SDL_TLSSet)
  std::vector<ValueId> Args;      ///< Access to a map or set under a key: Args[0] is the key
  uint32_t Cond = None;           ///< Branch: index into Function::Conds
  std::vector<Sym> Types;         ///< Throw, Dispatch. Call that removes: models of the holders, if not all.
                                  ///< Virtual call: class of the object, if it is not the method's own
  std::vector<NodeId> Succs;
  NodeId Unwind = None;
  /// Val becomes what is at P.
  bool puts() const { return Kind == NodeKind::Store || (Kind == NodeKind::Access && Op == AccessOp::Write); }
};

//===-- Functions, holders, classes -----------------------------------------===//

/// How a value behaves when left behind.
enum class Content : uint8_t {
  Plain,    ///< owns at most its own memory: numbers, strings, containers and structs of such
  Pointing, ///< raw pointer or reference, string_view, span, iterator, or a struct with one
  Owning,   ///< smart pointer, std::function, std::any, handle class: keeps objects alive
};

/// Annotations from tidepool/annotations.h ([[clang::annotate("tidepool::...")]]).
/// Those of calls ("removes", "submits", "switches") are in the nodes of the calls.
enum Annotation : uint8_t { NoAnnotation = 0, CacheAnnotation = 1, TaskAnnotation = 2 };

struct Variable {          ///< a parameter or an automatic variable
  Sym Name = NoSym;
  Sym Class = NoSym;       ///< class of its value, or of what it points to
  bool Pointer = false;    ///< pointer, reference or smart pointer
  Content Kind = Content::Plain;
  Loc L;
};

enum FunctionFlags : uint32_t {
  IsExternal = 1,     ///< has external linkage and could be called from code not seen
  IsVirtual = 2,
  IsConstructor = 4,
  IsDestructor = 8,
  IsNoExcept = 16,
  IsLambda = 32,
  IsCoroutine = 64,
  IsMain = 128,
  IsStatic = 256,     ///< static member or free function: no This
  AddressTaken = 512, ///< its address was used in this unit other than by a direct call
  IsImplicit = 1024,  ///< made by the compiler (destructors of members, defaulted members)
};

struct Function {
  Sym Usr = NoSym;
  Sym Name = NoSym;            ///< for people: "Scanner::scan(Segment)", "lambda at scan.cpp:17"
  Loc L;
  uint32_t Flags = 0;
  uint8_t Annotations = 0;
  Sym Class = NoSym;           ///< of which it is a member
  std::vector<Sym> Overrides;  ///< methods that it overrides (directly)
  std::vector<Variable> Params;
  std::vector<Variable> Locals;
  std::vector<Value> Values;
  std::vector<Cond> Conds;
  std::vector<Node> Nodes;     ///< 0 Entry, 1 Exit, 2 Unwound, 3 NoReturn, then in source order
};

enum class HolderKind : uint8_t {
  Native, Key, Class,
  State, ///< of the system or a library, without a declaration: the signal mask. Usr = name of its model
};
enum class Lifetime : uint8_t { Static, Member, Local };

/// A declaration whose storage (or whose value as a key) is per thread.
struct Holder {
  Sym Usr = NoSym;        ///< of the variable or field; for a local: "<function usr>#<name>"
  Sym Name = NoSym;       ///< qualified, for people
  Loc L;
  HolderKind Kind = HolderKind::Native;
  Lifetime Life = Lifetime::Static;
  Content Value = Content::Plain; ///< of the value kept per thread
  bool OwnsPlain = false; ///< what the smart pointers in it own is Plain itself: a buffer on the heap
  Sym Model = NoSym;      ///< name of the catalogue's entry; NoSym for native
  Sym Type = NoSym;       ///< as spelled
  Sym Initial = NoSym;    ///< native: spelling of a constant initialiser other than the empty one
  Sym Owner = NoSym;      ///< Member: USR of the class
  bool SeparateRemove = false; ///< Class: has a remove operation besides setting the empty value
  bool FreedWithHolder = false; ///< Class: when it dies, the values of all threads go with it
  bool Inheritable = false, Transmittable = false;
  bool Destroyed = false;      ///< native: has a destructor, run at the thread's end in the reverse order of definitions
  bool Wrapped = false;        ///< Member of a class template without other data (but callables), which stands for it
  bool Indirect = false;       ///< the declaration is a pointer; the holder is what was made for it by new
  uint8_t Annotations = 0;
  bool operator==(const Holder &) const = default;
};

/// A variable or field that paths name and people may have to read.
struct Entity {
  Sym Usr = NoSym, Name = NoSym;
  Loc L;
  Sym Class = NoSym;      ///< class of its value or pointee
  bool Static = false;    ///< static or thread storage duration
  bool Pointer = false;
  Content Kind = Content::Plain;
};

struct Class {
  Sym Usr = NoSym, Name = NoSym;
  std::vector<Sym> Bases;
  std::vector<Sym> Fields; ///< all non-static data members of its own, in order
};

/// A source line that a finding may have to show (kept so that linking needs no sources), or a NOLINT.
struct Suppression {
  uint32_t File = 0, FirstLine = 0, LastLine = 0; ///< inclusive
  Sym Globs = NoSym;   ///< "tidepool-*,bugprone-foo"; "" = everything
};

struct TUSummary {
  std::string MainFile;             ///< absolute
  std::string Target;               ///< triple; decides about std::async
  std::vector<std::string> Strings; ///< Sym → text; the first three are "", "[]", "*"
  std::vector<std::string> Files;   ///< Loc::File → absolute path; Files[0] = ""
  std::vector<Function> Functions;
  std::vector<Holder> Holders;
  std::vector<Entity> Entities;
  std::vector<Class> Classes;
  std::vector<Suppression> Suppressions;
};

} // namespace tidepool::summary

#endif // TIDEPOOL_CHECKER_SUMMARY_SUMMARY_H
