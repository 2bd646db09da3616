// Godot 4: core/object/worker_thread_pool.h.
#pragma once
class Callable {
public:
  template <typename F> Callable(F function) {}
  void operator()() const;
};
class WorkerThreadPool {
public:
  long add_task(const Callable &p_action, bool p_high_priority = false);
  long add_native_task(void (*p_func)(void *), void *p_userdata, bool p_high_priority = false);
  long add_native_group_task(void (*p_func)(void *, unsigned), void *p_userdata, int p_elements);
};
