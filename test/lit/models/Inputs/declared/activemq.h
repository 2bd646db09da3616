// ActiveMQ-CPP 3.9: decaf/lang/ThreadLocal.h, decaf/util/concurrent/ThreadPoolExecutor.h.
#pragma once
namespace decaf {
namespace lang {
template <typename E> class ThreadLocal {
public:
  ThreadLocal();
  virtual ~ThreadLocal();
  E &get() const;
  void set(const E &value);
  void remove() const;
};
class Runnable {
public:
  virtual ~Runnable();
  virtual void run() = 0;
};
} // namespace lang
namespace util::concurrent {
class Executor {
public:
  virtual ~Executor();
  virtual void execute(decaf::lang::Runnable *command) = 0;
};
class ThreadPoolExecutor : public Executor {
public:
  void execute(decaf::lang::Runnable *task) override;
};
} // namespace util::concurrent
} // namespace decaf
