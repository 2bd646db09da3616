// RUN: %expect %s -- %flags_declared
#include <proxygen.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};
class Handler : public proxygen::RequestHandler {
  const Request *request_;
  void onRequest(std::unique_ptr<proxygen::HTTPMessage>) noexcept override {
    Scope scope(request_);
  }
  void onEOM() noexcept override {
    Scope scope(request_);
  }
  void requestComplete() noexcept override {}
  void onError(proxygen::ProxygenError) noexcept override {}
};
