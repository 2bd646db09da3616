//===- Model.h - What the checker knows of libraries ----------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Library knowledge is data. One record type per kind of entry, read from YAML:
// the built-in catalogue (checker/model/catalogue/*.yaml, compiled in) and a
// user's file (--models) have the same schema, the second simply appended.
//
// Names are as Clang prints them for the pattern of a template, without inline
// namespaces and template arguments: "boost::thread_specific_ptr::reset".
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_MODEL_MODEL_H
#define TIDEPOOL_CHECKER_MODEL_MODEL_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace tidepool::model {

/// Parameter numbers are 0-based and count parameters, not arguments: the object
/// of an operator call is not one of them. Last = the last argument given that
/// is not a default argument.
inline constexpr int NoParam = -1;
inline constexpr int Last = -2;
inline constexpr int All = -3;

/// What a function or method does to a holder's slot.
enum class HolderOp {
  Write,  ///< puts parameter Value into the slot; an empty argument makes it a Remove
          ///< (or SetEmpty where the model says `separateRemove: true`)
  Read,   ///< returns the content
  Slot,   ///< returns a reference or pointer to the slot: the use of it counts
  Remove, ///< empties the slot
  Release,///< empties the slot and returns the content
  Swap,   ///< returns the old content and writes Value
  Test,   ///< asks whether it is empty
  Append, ///< pushes onto it (NDC::push)
  Erase,  ///< takes one back (NDC::pop)
  Create, ///< makes a key; parameter Destructor is its destructor
  Delete, ///< destroys a key
};

/// Where an entry stands: for messages, `tidepool models --explain`, and the test that every entry has a case. Names
/// that one list item gives together have the same origin.
struct Origin {
  std::string File; ///< "folly.yaml", or the path of a user's file
  unsigned Line = 0;
};

/// What happens to a thread's value when the thread ends.
enum class ThreadEnd {
  Unsaid,
  Destroyed, ///< the value, or the key's destructor for it
  Leaked,    ///< nothing: what the slot refers to stays allocated
  Kept,      ///< the value is not tied to the thread: it lives on in the holder
};

/// What a holder that dies takes with it.
enum class HolderEnd {
  Nothing,    ///< values stay where they are, as stale entries
  ThisThread, ///< the value of the thread that destroys it
  AllThreads, ///< the values of all threads
};

struct HolderMethod {
  std::string Name;          ///< method ("reset") or, for keys, function ("pthread_setspecific")
  HolderOp Op = HolderOp::Read;
  int Value = NoParam;
  int Key = NoParam;         ///< keys: which parameter is the key (pointer or value)
  int Destructor = NoParam;
  bool ReturnsTrue = false;  ///< success is any value but 0 (Windows, OpenSSL), not 0 (POSIX)
};

/// A holder class, a family of key functions, or an ambient context with static functions.
struct HolderModel {
  std::string Name;          ///< class ("boost::thread_specific_ptr") or key type ("pthread_key_t")
  enum class Kind { Class, Key, Ambient } K = Kind::Class;
  std::vector<HolderMethod> Methods;
  std::vector<std::string> Aliases; ///< other names of the class (older versions, detail namespaces)
  bool SeparateRemove = false; ///< there is a remove besides setting the empty value
  bool DestroysOld = true;     ///< overwriting destroys the old value
  ThreadEnd AtThreadEnd = ThreadEnd::Unsaid;
  HolderEnd AtHolderEnd = HolderEnd::Nothing;
  bool KeptForDestructor = false; ///< keys: a destructor still finds the value under its own key
  bool Inheritable = false, Transmittable = false;
  std::string Header;
  std::string Note;            ///< for people: what is peculiar
  Origin From;
};

/// A call that changes, saves or puts back per-thread state of the system or of a library.
struct StateCall {
  std::string Function;      ///< "pthread_sigmask"
  enum class Kind {
    Set,   ///< the state becomes Value (or something that is not known); an empty argument is a Reset
    Ask,   ///< only tells what it is
    Reset, ///< back to what a thread begins with
    Use,   ///< does something for which the state matters
    Fail,  ///< adds to it where the call fails, and leaves it alone where it does not (an error queue)
  } K = Kind::Set;
  int WhenParam = NoParam;         ///< the entry is about calls only in which this argument
  std::vector<std::string> WhenIs; ///< is one of these: a macro, an enumerator, or a number
  int Thread = NoParam;            ///< must be the calling thread: 0, pthread_self(), gettid()
  int Value = NoParam;
  int Old = NoParam;               ///< pointer through which the old state is given
  bool ReturnsOld = false;         ///< the old state is what the call returns
  bool ReturnsTrue = false;        ///< success is any value but 0, not 0
};

/// State that every thread has without a variable of the program: its signal mask, its rounding mode.
struct StateModel {
  std::string Name;          ///< for people: "signal mask"
  enum class Weight {
    Privilege, ///< what the thread may do: whose identity and rights it has
    Results,   ///< what later code computes, or where it works
    Manner,    ///< how the thread runs
  } W = Weight::Results;
  bool Shared = true;        ///< all code of a thread is subject to it; false: only calls with kind Use are
  std::vector<StateCall> Calls;
  std::string Header;
  std::string Note;
  Origin From;
};

/// What happens to an exception that leaves a task.
enum class Exceptions { Survive, Store, Terminate };

/// A call that hands a task to a pool.
struct SubmitModel {
  std::string Function;        ///< "boost::asio::post"
  std::vector<int> Tasks;      ///< callable parameters; candidates: the first that is callable counts; Last, All
  bool FirstCallable = false;  ///< the first argument that is a callable, whatever its position
  std::string Method;          ///< the task is an object: this virtual method runs ("run")
  int Data = NoParam;          ///< parameter handed to the task's first parameter (void *)
  std::optional<Exceptions> Ex;///< overrides the pool's
  bool MayRunInline = false;   ///< at once, on the caller's thread
  bool Waits = false;          ///< returns when the task has ended (parallel_for)
  Origin From;
};

/// Handlers that are methods of generated classes and so have no names that a model could list: overrides of virtual
/// methods of an interface.
struct ServiceModel {
  std::string Base;            ///< classes derived from it are services ("grpc::Service")
  std::vector<std::string> Parameters; ///< methods with a parameter of one of these classes are the handlers
  bool OfConstructor = false;  ///< the interfaces are what Base's subclasses are constructed with (Thrift's processors)
  Origin From;
};

struct PoolModel {
  std::string Name;            ///< shown to people: "boost::asio", "oneTBB"
  Exceptions Ex = Exceptions::Terminate;
  std::vector<SubmitModel> Submits;
  std::vector<std::string> Cleans; ///< holder models that the pool clears or restores around every task
  std::vector<std::string> Handlers; ///< "Class::method": overriding it makes a task (server handlers)
  std::vector<ServiceModel> Services;
  std::string Note;
  Origin From;
};

/// A class whose destructor calls a stored callable, removes, or restores.
struct GuardModel {
  std::string Class;           ///< "absl::Cleanup"
  enum class Kind { Callable, SaveRestore, Deleter, Clears } K = Kind::Callable;
  int Param = 0;               ///< constructor parameter: callable, or the reference/pointer to save
  int Restored = NoParam;      ///< SaveRestore: parameter with the new value, written at construction
  int Armed = NoParam;         ///< constructor parameter that says whether it starts armed; it does where not given
  std::vector<std::string> Makers;  ///< functions that return one: "absl::MakeCleanup", p0 = callable
  std::vector<std::string> DisarmedMakers; ///< the same, and nothing runs unless it is re-armed
  std::vector<std::string> Cancels; ///< methods after which nothing runs; with an argument: if that is false
  std::vector<std::string> Rearms;  ///< methods after which it runs again; one that also cancels: if its argument is true
  std::vector<std::string> Invokes; ///< methods that run it now
  std::vector<std::string> Assigns; ///< methods (operator=, operator+) by which the callable arrives
  std::vector<std::string> Holders; ///< Clears: names of holder models
  enum class On { Always, Failure, Success } When = On::Always;
  std::string Note;
  Origin From;
};

/// Functions and classes that hand through or call what they are given.
struct CallableModel {
  std::string Name;            ///< function or class
  enum class Kind {
    Identity,    ///< returns / holds parameter Param itself (std::move, std::function's constructor)
    KeepsExceptions, ///< the same, and an exception out of it is stored (std::packaged_task)
    Bind,        ///< parameter 0 with the rest bound
    Calls,       ///< calls parameter Param once, before returning (std::invoke, std::call_once)
    CallsMany,   ///< zero or more times (algorithms)
    Fresh,       ///< allocates and returns an object of the first template argument
    Spawns,      ///< starts a dedicated thread on parameter Param with the following ones as arguments
  } K = Kind::Identity;
  int Param = 0;
  bool Once = false;           ///< Calls: once in the program's life, however many threads ask (pthread_once)
  std::string Note;
  Origin From;
};

/// Container classes and the roles of their methods (home-made pools are found by these).
struct ContainerModel {
  std::string Class;           ///< "std::deque"; for families give every class
  std::vector<std::string> Adds;   ///< last parameter(s) go in: push_back, emplace, insert
  std::vector<std::string> Peeks;  ///< return an element: front, top, back, at, operator[]
  std::vector<std::string> Takes;  ///< remove without returning: pop, pop_front, erase
  std::vector<std::string> TakeReturns; ///< remove and return: take, dequeue
  std::vector<std::string> TakeInto;    ///< remove into the out-parameter 0: try_pop
  std::vector<std::string> Clears; ///< clear
  std::vector<std::string> Tests;  ///< empty, size
  std::string Note;
  Origin From;
};

struct FunctionModel {
  std::string Name;
  bool NoReturn = false, Throws = false, Switches = false /* may resume on another thread */;
  std::string Serves;          ///< name of the pool whose tasks it runs on the caller's thread ("boost::asio")
  bool OwnThreads = false;     ///< Serves: not on the caller's thread, but on several of its own
  bool Waits = false;          ///< Serves: only while it waits for something; the pool has threads of its own
  bool Isolates = false;       ///< what it is given waits for its own tasks only
  std::string Note;
  Origin From;
};

struct Catalogue {
  std::vector<HolderModel> Holders;
  std::vector<StateModel> States;
  std::vector<PoolModel> Pools;
  std::vector<GuardModel> Guards;
  std::vector<CallableModel> Callables;
  std::vector<ContainerModel> Containers;
  std::vector<FunctionModel> Functions;

  /// Reads one YAML document of the schema and appends it. Errors name file, line and, for an unknown
  /// key, the nearest right one.
  llvm::Error append(llvm::StringRef Yaml, llvm::StringRef FileName);
  /// The compiled-in catalogue. Aborts with a message if it does not parse (a build-time test covers it).
  static Catalogue builtin();
};

struct HolderMethodRef { const HolderModel *Holder = nullptr; const HolderMethod *Method = nullptr; };
struct StateRef { const StateModel *State = nullptr; const StateCall *Call = nullptr; };
struct SubmitRef { const PoolModel *Pool = nullptr; const SubmitModel *Submit = nullptr; };

struct ServiceRef { const PoolModel *Pool = nullptr; const ServiceModel *Service = nullptr; };

/// Look-up by qualified name, built once per run. All pointers live as long as the catalogue.
class Index {
public:
  explicit Index(const Catalogue &C);
  const HolderModel *holderClass(llvm::StringRef QualifiedClass) const;
  const HolderModel *keyType(llvm::StringRef TypedefName) const;
  /// Qualified method ("boost::thread_specific_ptr::reset") or key function ("pthread_setspecific").
  HolderMethodRef holderMethod(llvm::StringRef QualifiedFunction) const;
  /// All that is known of a function, in the order in which it is said: the first whose `when` fits counts.
  llvm::ArrayRef<StateRef> stateCalls(llvm::StringRef QualifiedFunction) const;
  const StateModel *state(llvm::StringRef Name) const;
  SubmitRef submit(llvm::StringRef QualifiedFunction) const;
  const PoolModel *handler(llvm::StringRef QualifiedMethod) const;
  /// The service model whose base class this is.
  ServiceRef service(llvm::StringRef QualifiedClass) const;
  const GuardModel *guardClass(llvm::StringRef QualifiedClass) const;
  const GuardModel *guardMaker(llvm::StringRef QualifiedFunction) const;
  const CallableModel *callable(llvm::StringRef QualifiedName) const;
  const ContainerModel *container(llvm::StringRef QualifiedClass) const;
  const FunctionModel *function(llvm::StringRef QualifiedFunction) const;
  /// False for names that no entry mentions: lets extraction avoid printing qualified names.
  bool mentions(llvm::StringRef UnqualifiedName) const;
  const Catalogue &catalogue() const { return Cat; }

private:
  const Catalogue &Cat;
  llvm::StringMap<const HolderModel *> HolderClasses, KeyTypes;
  llvm::StringMap<HolderMethodRef> HolderMethods;
  llvm::StringMap<std::vector<StateRef>> StateFunctions;
  llvm::StringMap<const StateModel *> StateNames;
  llvm::StringMap<SubmitRef> SubmitFunctions;
  llvm::StringMap<const PoolModel *> HandlerMethods;
  llvm::StringMap<ServiceRef> ServiceBases;
  llvm::StringMap<const GuardModel *> GuardClasses, GuardMakers;
  llvm::StringMap<const CallableModel *> CallableNames;
  llvm::StringMap<const ContainerModel *> ContainerClasses;
  llvm::StringMap<const FunctionModel *> FunctionNames;
  llvm::StringMap<char> Unqualified;
};

} // namespace tidepool::model

#endif // TIDEPOOL_CHECKER_MODEL_MODEL_H
