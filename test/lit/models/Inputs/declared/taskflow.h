// Taskflow, as of 2026: taskflow/core/{flow_builder,executor,task}.hpp, taskflow/algorithm/for_each.hpp.
#pragma once
namespace tf {
class Task {
public:
  template <typename C> Task &work(C &&callable) {}
};
class FlowBuilder {
public:
  template <typename C> Task emplace(C &&callable) {}
  template <typename C, typename... Cs> int emplace(C &&callable, Cs &&...callables) {}
  template <typename B, typename E, typename C> Task for_each(B first, E last, C callable) {}
};
class Taskflow : public FlowBuilder {};
class Executor {
public:
  template <typename F> int async(F &&func) {}
  template <typename P, typename F> int async(P &&params, F &&func) {}
  template <typename F> void silent_async(F &&func) {}
  template <typename C> int run(Taskflow &taskflow, C &&callable) {}
};
} // namespace tf
