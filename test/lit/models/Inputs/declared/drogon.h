// drogon: drogon/HttpAppFramework.h, HttpSimpleController.h, HttpController.h. trantor: trantor/net/EventLoop.h,
// trantor/utils/ConcurrentTaskQueue.h.
#pragma once
#include <functional>
#include <memory>
#include <string>
namespace drogon {
class HttpRequest {};
class HttpResponse {};
using HttpRequestPtr = std::shared_ptr<HttpRequest>;
using HttpResponsePtr = std::shared_ptr<HttpResponse>;
using Callback = std::function<void(const HttpResponsePtr &)>;
class HttpAppFramework {
public:
  template <typename F> HttpAppFramework &registerHandler(const std::string &path, F &&function) {}
  HttpAppFramework &registerPreRoutingAdvice(const std::function<void(const HttpRequestPtr &)> &advice);
};
HttpAppFramework &app();
class HttpSimpleControllerBase {
public:
  virtual ~HttpSimpleControllerBase();
  virtual void asyncHandleHttpRequest(const HttpRequestPtr &req, Callback &&callback) = 0;
};
template <typename T> class HttpSimpleController : public HttpSimpleControllerBase {};
template <typename T> class HttpController {
protected:
  template <typename F> static void registerMethod(F &&function, const std::string &pattern) {}
};
} // namespace drogon
namespace trantor {
class EventLoop {
public:
  void runInLoop(const std::function<void()> &f);
  void queueInLoop(const std::function<void()> &f);
  int runAfter(double delay, const std::function<void()> &cb);
};
class ConcurrentTaskQueue {
public:
  void runTaskInQueue(const std::function<void()> &task);
};
} // namespace trantor
