// RUN: %expect %s -- %flags_declared
// MODELS: Aws::Utils::Threading::Executor::Submit
// MODELS: Aws::MakeShared
#include <aws.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
thread_local std::shared_ptr<Request> owned;

[[clang::annotate("tidepool::task")]] void fresh(const Request &request) {
  owned = Aws::MakeShared<Request>("tag", request); // EXPECT: tidepool-missing-remove
}

void serve(Aws::Utils::Threading::PooledThreadExecutor &pool, const Request *request) {
  pool.Submit([=] { current = request; });                           // EXPECT: tidepool-missing-remove
  pool.Submit([](const Request *mine) { current = mine; }, request); // EXPECT: tidepool-missing-remove
}
