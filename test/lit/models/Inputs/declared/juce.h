// JUCE: juce_core/threads/juce_ThreadLocalValue.h, juce_ThreadPool.h, juce_core/misc/juce_Scope.h,
// juce_core/containers/juce_ScopedValueSetter.h.
#pragma once
#include <functional>
namespace juce {
template <typename Type> class ThreadLocalValue {
public:
  ThreadLocalValue();
  ~ThreadLocalValue();
  Type &get() const;
  Type &operator*() const;
  ThreadLocalValue &operator=(const Type &newValue);
  void releaseCurrentThreadStorage();
};
class ThreadPoolJob {
public:
  virtual ~ThreadPoolJob();
  enum JobStatus { jobHasFinished, jobNeedsRunningAgain };
  virtual JobStatus runJob() = 0;
};
class ThreadPool {
public:
  void addJob(ThreadPoolJob *job, bool deleteJobWhenFinished);
  void addJob(std::function<void()> job);
};
class ScopeGuard {
public:
  explicit ScopeGuard(std::function<void()> f);
  ~ScopeGuard();
};
template <typename T> class ScopedValueSetter {
public:
  ScopedValueSetter(T &value, T newValue);
  ~ScopedValueSetter();
};
} // namespace juce
