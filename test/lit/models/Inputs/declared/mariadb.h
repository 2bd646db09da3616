// MariaDB: tpool/tpool.h.
#pragma once
namespace tpool {
typedef void (*callback_func)(void *);
class task {
public:
  task(callback_func func, void *arg);
  virtual ~task();
};
class timer;
class thread_pool {
public:
  virtual ~thread_pool();
  virtual void submit_task(task *t) = 0;
  virtual timer *create_timer(callback_func func, void *data = nullptr) = 0;
};
} // namespace tpool
