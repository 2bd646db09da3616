// RUN: %expect %s -- %flags_declared
// MODELS: base::ThreadPool, base::ThreadPool::PostTask, base::BindOnce, base::Unretained
// MODELS: base::MakeRefCounted
#include <chromium.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
thread_local std::shared_ptr<Request> owned;

[[clang::annotate("tidepool::task")]] void fresh(int tenant) {
  owned = base::MakeRefCounted<Request>(Request{tenant}); // EXPECT: tidepool-missing-remove
}

struct Handler {
  const Request *request;
  void handle() { current = request; } // EXPECT: tidepool-missing-remove
};

void serve(base::TaskRunner &runner, Handler *handler, const Request *request) {
  base::ThreadPool::PostTask({}, base::BindOnce(&Handler::handle, base::Unretained(handler)));
  base::ThreadPool::PostTask({}, base::TaskTraits(), base::BindOnce([](const Request *mine) { current = mine; }, request)); // EXPECT: tidepool-missing-remove
  runner.PostTask({}, base::BindOnce([](const Request *mine) { current = mine; }, request)); // EXPECT: tidepool-missing-remove
}
