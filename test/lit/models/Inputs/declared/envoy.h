// Envoy: envoy/thread_local/thread_local.h, envoy/event/dispatcher.h, source/common/common/cleanup.h.
#pragma once
#include <functional>
#include <memory>
namespace Envoy {
namespace ThreadLocal {
template <class T> class TypedSlot {
public:
  T &get();
  T *operator->();
  T &operator*();
  void runOnAllThreads(const std::function<void(T &)> &cb);
};
} // namespace ThreadLocal
namespace Event {
class DispatcherBase {
public:
  virtual ~DispatcherBase();
  virtual void post(std::function<void()> callback) = 0;
};
class Dispatcher : public DispatcherBase {
public:
  virtual int createTimer(std::function<void()> cb) = 0;
};
} // namespace Event
class Cleanup {
public:
  explicit Cleanup(std::function<void()> f);
  ~Cleanup();
  void cancel();
};
} // namespace Envoy
