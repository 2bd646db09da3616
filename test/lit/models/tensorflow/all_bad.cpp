// RUN: %expect %s -- %flags_declared
// MODELS: tsl::thread::ThreadPool, tsl::thread::ThreadPool::Schedule, tsl::thread::ThreadPool::ParallelFor
// MODELS: Eigen::ThreadPoolDevice::parallelFor, tsl::gtl::Cleanup
#include <tensorflow.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *current, *released;

TASK void release(const Request &request) {
  released = &request; // EXPECT: tidepool-missing-remove
  auto guard = tsl::gtl::MakeCleanup([] { released = nullptr; });
  guard.release();
}

void serve(tsl::thread::ThreadPool &pool, Eigen::ThreadPoolDevice &device, const Request *request) {
  pool.Schedule([=] { current = request; });                           // EXPECT: tidepool-missing-remove
  pool.ParallelFor(9, 1, [=](long, long) { current = request; });      // EXPECT: tidepool-missing-remove
  device.parallelFor(9, 1, [=](long, long) { current = request; });    // EXPECT: tidepool-missing-remove
  device.enqueueNoNotification([=] { current = request; });            // EXPECT: tidepool-missing-remove
}
