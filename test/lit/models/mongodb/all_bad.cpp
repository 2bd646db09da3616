// RUN: %expect %s -- %flags_declared
// MODELS: mongo::Client, mongo::ThreadPool, mongo::ThreadPool::schedule, mongo::ScopeGuard
#include <mongodb.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *current, *dismissed;

TASK void client(std::unique_ptr<mongo::Client> client) {
  mongo::Client::setCurrent(std::move(client)); // EXPECT: tidepool-missing-remove
}

TASK void dismiss(const Request &request) {
  dismissed = &request; // EXPECT: tidepool-missing-remove
  mongo::ScopeGuard guard([] { dismissed = nullptr; });
  guard.dismiss();
}

void serve(mongo::ThreadPool &pool, const Request *request) {
  pool.schedule([=](mongo::Status) { current = request; }); // EXPECT: tidepool-missing-remove
}
