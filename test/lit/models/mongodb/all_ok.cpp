// RUN: %expect %s -- %flags_declared
// releaseCurrent() gives the client back; ThreadClient and AlternativeClientRegion are the guards.
#include <mongodb.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *current, *guarded;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

TASK void client(std::unique_ptr<mongo::Client> client) {
  mongo::Client::setCurrent(std::move(client));
  auto back = mongo::Client::releaseCurrent();
}

TASK void forThisTask(const char *name) { mongo::ThreadClient client(name); }

TASK void borrowed(std::unique_ptr<mongo::Client> client) { mongo::AlternativeClientRegion region(client); }

TASK void leave(const Request &request) {
  guarded = &request;
  mongo::ScopeGuard guard([] { guarded = nullptr; });
}

void serve(mongo::ThreadPool &pool, const Request *request) {
  pool.schedule([=](mongo::Status) { Scope scope(request); });
}
