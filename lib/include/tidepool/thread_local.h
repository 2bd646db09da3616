//===- thread_local.h - Holders: variables of which each thread has its own ===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_THREAD_LOCAL_H
#define TIDEPOOL_THREAD_LOCAL_H

#include "tidepool/detail/holder.h"
#include <functional>
#include <memory>

namespace tidepool {

/// A hash code chosen by hand, for experiments and replayed scenarios.
struct HashCode {
  std::uint32_t Value;
};

/// A variable of which each thread has its own value, kept in the thread's ThreadLocalMap.
///
///     static tidepool::ThreadLocal<int> Depth{"depth"};
///     Depth.set(Depth.get() + 1);
///     Depth.remove();
///
/// The semantics are those of java.lang.ThreadLocal (java.base, JDK 17 and 25): the first `get` of a thread that has no value calls
/// `initial_value` and keeps what it returns; the value stays until `remove`, or the thread's end, or until a
/// later operation on the thread's map meets the entry after the holder has died. On a pool's threads, what a
/// task leaves is what the next task finds.
///
/// It is not a native `thread_local`: holders can be members and locals, can be removed, inherited and
/// transmitted, and are seen by traces and leak reports.
///
/// Values that are trivially copyable and not larger than a pointer lie in the table, and `get` returns a copy.
/// All others lie in a box of their own (one allocation at the first `set`), and `get` returns a reference that
/// is good until this thread's next `set` or `remove` of this holder. Move-only types are fine.
///
/// Complexity: `get` and `set` of a present value, and `remove`: expected constant time. Inserting: amortised.
///
/// Thread safety: any threads may use one holder at the same time; each works on its own map, without locks.
/// The holder may be destroyed while other threads' maps have entries for it; it must not be *used* meanwhile.
///
/// Exceptions: what T's moves, the supplier, and `initial_value` throw, and std::bad_alloc. Nothing has changed
/// then. Destructors of values may use any holder; one that throws ends the program.
template <class T> class ThreadLocal : public detail::HolderBase {
  static_assert(std::is_object_v<T> && !std::is_const_v<T> && !std::is_array_v<T>,
                "a holder's values are plain objects");
  static constexpr bool Inline = detail::StoredInline<T>;

public:
  using value_type = T;
  using Supplier = std::function<T()>;
  /// What `get` returns: a copy of small trivial values, a reference to all others.
  using reference = std::conditional_t<Inline, T, T &>;

  /// `Name` appears in traces and reports; it is not copied and must live as long as the holder.
  explicit ThreadLocal(const char *Name = "", const char *File = __builtin_FILE(), int Line = __builtin_LINE())
      : ThreadLocal(Traits{detail::PlainMap, &detail::TypeOf<T>}, detail::nextHashCode(), Name, at(File, Line)) {}

  explicit ThreadLocal(HashCode Hash, const char *Name = "", const char *File = __builtin_FILE(),
                       int Line = __builtin_LINE())
      : ThreadLocal(Traits{detail::PlainMap, &detail::TypeOf<T>}, Hash.Value, Name, at(File, Line)) {}

  /// A holder whose initial values come from a function, which any thread may call.
  static ThreadLocal with_initial(Supplier Initial, const char *Name = "", const char *File = __builtin_FILE(),
                                  int Line = __builtin_LINE()) {
    return ThreadLocal(std::move(Initial), Name, File, Line);
  }

  /// Its entries become stale, in all threads: at once, or as Collector says.
  ~ThreadLocal() override = default;

  /// This thread's value; made by `initial_value` if there is none.
  reference get(const char *File = __builtin_FILE(), int Line = __builtin_LINE()) {
    return getIn(detail::PlainMap, at(File, Line));
  }

  /// Makes `Value` this thread's value. The old one is destroyed when the new one is in place.
  void set(T Value, const char *File = __builtin_FILE(), int Line = __builtin_LINE()) {
    setIn(detail::PlainMap, std::move(Value), at(File, Line));
  }

  /// Takes this thread's value away; the next `get` makes an initial one. Throws nothing, but for std::bad_alloc
  /// inside a TaskScope, which has to note what it will put back.
  void remove(const char *File = __builtin_FILE(), int Line = __builtin_LINE()) {
    if (!detail::eraseAtHome(*this))
      detail::erase(*this, at(File, Line));
  }

  /// Whether this thread has a value. Makes none.
  bool is_present(const char *File = __builtin_FILE(), int Line = __builtin_LINE()) {
    detail::Word Value;
    return detail::lookup(*this, at(File, Line), Value, detail::Look::Test);
  }

protected:
  ThreadLocal(Traits Kind, std::uint32_t Hash, const char *Name, Site Declared)
      : HolderBase(Kind, Hash, Name, Declared) {}

  /// The value of a thread that has none. May use other holders, and may throw. If it sets this holder itself,
  /// the returned value wins. Unless overridden: what the supplier of `with_initial` returns, or T().
  virtual T initial_value() {
    if (Initial)
      return (*Initial)();
    if constexpr (std::is_default_constructible_v<T>)
      return T();
    else
      detail::throwLogicError("ThreadLocal: the type has no default value; override initial_value, or use "
                              "with_initial");
  }

#ifdef TIDEPOOL_WITHOUT_TRACING // for a benchmark
  static Site at(const char *, int) { return {}; }
#else
  static Site at(const char *File, int Line) { return {File, static_cast<std::uint32_t>(Line)}; }
#endif

  /// For with_initial, before anybody uses the holder.
  void begin_with(Supplier Given) {
    if (Given)
      Initial = std::make_unique<Supplier>(std::move(Given));
  }

  /// A hit at home, in the map in which the caller expects the holder. An inheritable holder that is used as a
  /// plain one is not found in the plain map, and then found out of line.
  reference getIn(detail::MapKind Kind, Site Where) {
    const detail::Slot &S = detail::current.readSlot(Kind, this->Offset);
    if (TIDEPOOL_LIKELY(S.K == this->K))
      return open(S.Value);
    if (const detail::Slot *Away = detail::findToRead(*this))
      return open(Away->Value);
    return getSlow(Where);
  }

  void setIn(detail::MapKind Kind, T &&Value, Site Where) {
    detail::Slot &S = detail::current.writeSlot(Kind, this->Offset);
    if (TIDEPOOL_LIKELY(S.K == this->K) && overwrite(S, Value))
      return;
    if constexpr (Inline)
      if (detail::insert(*this, detail::toWord(Value)))
        return;
    if (detail::Slot *Away = detail::findToWrite(*this))
      if (overwrite(*Away, Value))
        return;
    setSlow(std::move(Value), Where);
  }

private:
  ThreadLocal(Supplier Given, const char *Name, const char *File, int Line) : ThreadLocal(Name, File, Line) {
    begin_with(std::move(Given));
  }

  /// False for values that cannot be exchanged without an exception: they need a new box.
  static bool overwrite(detail::Slot &S, T &Value) {
    if constexpr (Inline) {
      S.Value = detail::toWord(Value);
      return true;
    } else if constexpr (std::is_nothrow_swappable_v<T>) {
      using std::swap;
      swap(detail::unbox<T>(S.Value), Value);
      return true;
    } else {
      return false;
    }
  }

  static reference open(detail::Word Value) {
    if constexpr (Inline)
      return detail::fromWord<T>(Value);
    else
      return detail::unbox<T>(Value);
  }

  static detail::Word close(T Value) {
    if constexpr (Inline)
      return detail::toWord(Value);
    else
      return detail::toWord(detail::makeBox<T>(std::move(Value)));
  }

  [[gnu::noinline]] reference getSlow(Site Where) {
    detail::Word Value;
    if (detail::lookup(*this, Where, Value))
      return open(Value);
    for (;;) {
      Value = close(initial_value());
      if (!detail::insert(*this, Value))
        detail::store(*this, Value, Where, detail::Why::Initial);
      // The store may have destroyed values of dead holders, and their destructors may have removed this one.
      if (Inline || detail::peek(*this, Value))
        return open(Value);
    }
  }

  [[gnu::noinline]] void setSlow(T &&Value, Site Where) {
    const detail::Word Closed = close(std::move(Value));
    if (Inline || !detail::insert(*this, Closed))
      detail::store(*this, Closed, Where, detail::Why::Set);
  }

  std::unique_ptr<Supplier> Initial; ///< few have one
};

/// A holder whose value a new tidepool::Thread gets from the thread that constructs it, once, as
/// java.lang.InheritableThreadLocal does. On a pool that is when the worker is made, so the tasks of other
/// submitters see the first one's value: use TransmittableThreadLocal there.
template <class T> class InheritableThreadLocal : public ThreadLocal<T> {
public:
  explicit InheritableThreadLocal(const char *Name = "", const char *File = __builtin_FILE(),
                                  int Line = __builtin_LINE())
      : InheritableThreadLocal(false, detail::nextHashCode(), Name, this->at(File, Line)) {}
  explicit InheritableThreadLocal(HashCode Hash, const char *Name = "", const char *File = __builtin_FILE(),
                                  int Line = __builtin_LINE())
      : InheritableThreadLocal(false, Hash.Value, Name, this->at(File, Line)) {}
  ~InheritableThreadLocal() override { this->retire(); }

  using typename ThreadLocal<T>::reference;
  using typename ThreadLocal<T>::Supplier;

  /// ThreadLocal's makes a plain holder. So does the original's, under this name, too.
  static InheritableThreadLocal with_initial(Supplier Initial, const char *Name = "",
                                             const char *File = __builtin_FILE(), int Line = __builtin_LINE()) {
    return InheritableThreadLocal(std::move(Initial), Name, File, Line);
  }

  /// As ThreadLocal's, which find this holder, too: these know the map in which it is.
  reference get(const char *File = __builtin_FILE(), int Line = __builtin_LINE()) {
    return this->getIn(detail::InheritableMap, this->at(File, Line));
  }
  void set(T Value, const char *File = __builtin_FILE(), int Line = __builtin_LINE()) {
    this->setIn(detail::InheritableMap, std::move(Value), this->at(File, Line));
  }

protected:
  InheritableThreadLocal(bool Transmittable, std::uint32_t Hash, const char *Name, Site Declared)
      : ThreadLocal<T>({detail::InheritableMap, &detail::TypeOf<T>, Transmittable}, Hash, Name, Declared) {}

  /// The new thread's value, from the one of the thread that constructs it. Runs on the constructing thread, in
  /// the order of its map's slots. May use other holders, and may throw: no thread is made then. Unless
  /// overridden, a copy; a type that cannot be copied has to override it.
  virtual T child_value(const T &Parent) { return copyOf(Parent); }

  static T copyOf(const T &Value) {
    if constexpr (std::is_copy_constructible_v<T>)
      return Value;
    else
      detail::throwLogicError("InheritableThreadLocal: a value that cannot be copied is to be inherited or "
                              "transmitted; override child_value, or copy");
  }

  /// Calls Make with the value in a word, and puts what it returns into another.
  template <class F> static detail::Word map(detail::Word Value, F Make) {
    if constexpr (detail::StoredInline<T>)
      return detail::toWord<T>(Make(detail::fromWord<T>(Value)));
    else
      return detail::toWord(detail::makeBox<T>(Make(detail::unbox<T>(Value))));
  }

private:
  InheritableThreadLocal(Supplier Given, const char *Name, const char *File, int Line)
      : InheritableThreadLocal(Name, File, Line) {
    this->begin_with(std::move(Given));
  }

  detail::Word childWord(detail::Word Parent) final {
    return map(Parent, [this](const T &Value) { return child_value(Value); });
  }
};

/// An inheritable holder whose value also goes with a task: captured where the task is handed over, put in place
/// on the worker before it runs, and what the worker had restored after it (tidepool/transmittable.h). The
/// semantics are those of com.alibaba.ttl.TransmittableThreadLocal.
template <class T> class TransmittableThreadLocal : public InheritableThreadLocal<T> {
public:
  explicit TransmittableThreadLocal(const char *Name = "", const char *File = __builtin_FILE(),
                                    int Line = __builtin_LINE())
      : InheritableThreadLocal<T>(true, detail::nextHashCode(), Name, this->at(File, Line)) {}
  explicit TransmittableThreadLocal(HashCode Hash, const char *Name = "", const char *File = __builtin_FILE(),
                                    int Line = __builtin_LINE())
      : InheritableThreadLocal<T>(true, Hash.Value, Name, this->at(File, Line)) {}
  ~TransmittableThreadLocal() override { this->retire(); }

  using typename ThreadLocal<T>::Supplier;
  static TransmittableThreadLocal with_initial(Supplier Initial, const char *Name = "",
                                               const char *File = __builtin_FILE(), int Line = __builtin_LINE()) {
    return TransmittableThreadLocal(std::move(Initial), Name, File, Line);
  }

protected:
  /// The value that goes with a task, from the submitter's. Runs on the submitting thread.
  virtual T copy(const T &Value) { return this->copyOf(Value); }
  /// Called on the worker before and after a task, if the holder has a value there at that moment.
  virtual void before_execute() {}
  virtual void after_execute() {}

private:
  TransmittableThreadLocal(Supplier Given, const char *Name, const char *File, int Line)
      : TransmittableThreadLocal(Name, File, Line) {
    this->begin_with(std::move(Given));
  }

  detail::Word copyWord(detail::Word Value) final {
    return this->map(Value, [this](const T &V) { return copy(V); });
  }
  void beforeExecute() final { before_execute(); }
  void afterExecute() final { after_execute(); }
};

} // namespace tidepool

#endif // TIDEPOOL_THREAD_LOCAL_H
