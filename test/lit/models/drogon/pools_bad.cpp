// RUN: %expect %s -- %flags_declared
// MODELS: drogon, drogon::HttpAppFramework::registerHandler, drogon::HttpAppFramework::registerPreRoutingAdvice
// MODELS: drogon::HttpSimpleControllerBase::asyncHandleHttpRequest, drogon::HttpController::registerMethod
// MODELS: trantor, trantor::ConcurrentTaskQueue::runTaskInQueue, trantor::EventLoop::runInLoop, trantor::EventLoop::runAfter
#include <drogon.h>

struct Request {
  int tenant;
};
thread_local const Request *current;

struct Simple : drogon::HttpSimpleController<Simple> {
  const Request *request;
  void asyncHandleHttpRequest(const drogon::HttpRequestPtr &, drogon::Callback &&) override { current = request; } // EXPECT: tidepool-missing-remove
};

struct Controller : drogon::HttpController<Controller> {
  const Request *request;
  void get(const drogon::HttpRequestPtr &, drogon::Callback &&) { current = request; } // EXPECT: tidepool-missing-remove
  static void initPathRouting() { registerMethod(&Controller::get, "/get"); }
};

void serve(trantor::EventLoop &loop, trantor::ConcurrentTaskQueue &queue, const Request *request) {
  drogon::app().registerHandler("/", [=](const drogon::HttpRequestPtr &, drogon::Callback &&) { current = request; }); // EXPECT: tidepool-missing-remove
  drogon::app().registerPreRoutingAdvice([=](const drogon::HttpRequestPtr &) { current = request; }); // EXPECT: tidepool-missing-remove
  queue.runTaskInQueue([=] { current = request; }); // EXPECT: tidepool-missing-remove
  loop.runInLoop([=] { current = request; }); // EXPECT: tidepool-missing-remove
  loop.runAfter(1, [=] { current = request; }); // EXPECT: tidepool-missing-remove
}
