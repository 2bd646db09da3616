// RUN: %expect %s -- %flags_declared
#include <drogon.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

struct Simple : drogon::HttpSimpleController<Simple> {
  const Request *request;
  void asyncHandleHttpRequest(const drogon::HttpRequestPtr &, drogon::Callback &&) override { Scope scope(request); }
};

struct Controller : drogon::HttpController<Controller> {
  const Request *request;
  void get(const drogon::HttpRequestPtr &, drogon::Callback &&) { Scope scope(request); }
  static void initPathRouting() { registerMethod(&Controller::get, "/get"); }
};

void serve(trantor::EventLoop &loop, trantor::ConcurrentTaskQueue &queue, const Request *request) {
  drogon::app().registerHandler("/", [=](const drogon::HttpRequestPtr &, drogon::Callback &&) { Scope scope(request); });
  drogon::app().registerPreRoutingAdvice([=](const drogon::HttpRequestPtr &) { Scope scope(request); });
  queue.runTaskInQueue([=] { Scope scope(request); });
  loop.runInLoop([=] { Scope scope(request); });
  loop.runAfter(1, [=] { Scope scope(request); });
}
