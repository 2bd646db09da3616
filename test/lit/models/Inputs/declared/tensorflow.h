// TensorFlow: tsl/platform/{threadpool,context}.h, tsl/lib/gtl/cleanup.h. Eigen: unsupported/Eigen/CXX11/ThreadPool,
// unsupported/Eigen/CXX11/src/Tensor/TensorDeviceThreadPool.h.
#pragma once
#include <functional>
namespace tsl {
class Context {};
class WithContext {
public:
  explicit WithContext(const Context &x);
  ~WithContext();
};
namespace thread {
class ThreadPool {
public:
  void Schedule(std::function<void()> fn);
  void ParallelFor(long total, long cost_per_unit, const std::function<void(long, long)> &fn);
};
} // namespace thread
namespace gtl {
template <typename F> class Cleanup {
public:
  explicit Cleanup(F f) {}
  ~Cleanup() {}
  F release() {}
};
template <typename F> Cleanup<F> MakeCleanup(F f) {}
} // namespace gtl
} // namespace tsl
namespace Eigen {
struct ThreadPoolDevice {
  template <class F> void enqueueNoNotification(F &&f) const {}
  void parallelFor(long n, int cost, std::function<void(long, long)> f) const;
};
} // namespace Eigen
