// RUN: %expect %s -- %flags_declared
// MODELS: tsl::Context
#include <tensorflow.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *current, *guarded;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

TASK void leave(const Request &request) {
  guarded = &request;
  auto guard = tsl::gtl::MakeCleanup([] { guarded = nullptr; });
}

TASK void context(const tsl::Context &context) { tsl::WithContext with(context); }

void serve(tsl::thread::ThreadPool &pool, Eigen::ThreadPoolDevice &device, const Request *request) {
  pool.Schedule([=] { Scope scope(request); });
  pool.ParallelFor(9, 1, [=](long, long) { Scope scope(request); });
  device.parallelFor(9, 1, [=](long, long) { Scope scope(request); });
  device.enqueueNoNotification([=] { Scope scope(request); });
}
