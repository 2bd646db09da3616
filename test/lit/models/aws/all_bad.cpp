// RUN: %expect %s -- %flags_declared
// MODELS: Aws::Utils::Threading::Executor, Aws::Utils::Threading::Executor::Submit
#include <aws.h>

struct Request {
  int tenant;
};
thread_local const Request *current;

void serve(Aws::Utils::Threading::PooledThreadExecutor &pool, const Request *request) {
  pool.Submit([=] { current = request; });                           // EXPECT: tidepool-missing-remove
  pool.Submit([](const Request *mine) { current = mine; }, request); // EXPECT: tidepool-missing-remove
}
