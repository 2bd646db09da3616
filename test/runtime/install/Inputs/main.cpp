// A program of somebody else's.
#include <tidepool/leak_report.h>
#include <tidepool/task_scope.h>
#include <tidepool/thread.h>
#include <tidepool/thread_local.h>
#include <tidepool/thread_pool.h>
#include <tidepool/trace.h>
#include <cstdio>
#include <string>

static tidepool::InheritableThreadLocal<std::string> Tenant("tenant");

int main() {
  Tenant.set("inherited");
  tidepool::Thread([] { std::printf("%s\n", Tenant.get().c_str()); }).join();
  tidepool::ThreadPool Pool(2, tidepool::AfterTask::restore);
  std::printf("%d\n", Pool.submit([](int A) { return A + 1; }, 41).get());
}
