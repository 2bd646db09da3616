// dlib 19.24: dlib/threads.h (thread_specific_data_extension.h, thread_pool_extension.h, async.h,
// parallel_for_extension.h).
#pragma once
#include <future>
#include <utility>
namespace dlib {
template <typename T> class thread_specific_data {
public:
  ~thread_specific_data();
  T &data();
};
class thread_pool {
public:
  explicit thread_pool(unsigned long num_threads);
  template <typename F> unsigned long add_task_by_value(const F &function_object) {}
  template <typename T> unsigned long add_task(const T &obj, void (T::*funct)() const) {}
  template <typename T> unsigned long add_task(T &obj, void (T::*funct)()) {}
};
template <typename F, typename... A> std::future<int> async(thread_pool &tp, F &&f, A &&...a) {}
template <typename T> void parallel_for(thread_pool &tp, long begin, long end, const T &funct) {}
} // namespace dlib
