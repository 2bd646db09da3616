// userver: userver/utils/async.hpp, userver/engine/async.hpp, userver/compiler/thread_local.hpp.
#pragma once
#include <string>
namespace userver {
namespace compiler {
template <typename T> class ThreadLocalScope {
public:
  ~ThreadLocalScope();
  T &operator*();
  T *operator->();
};
template <typename T> class ThreadLocal {
public:
  ThreadLocalScope<T> Use();
};
} // namespace compiler
namespace utils {
template <typename F> int Async(std::string name, F &&f) {}
} // namespace utils
namespace engine {
template <typename F> int AsyncNoSpan(F &&f) {}
} // namespace engine
} // namespace userver
