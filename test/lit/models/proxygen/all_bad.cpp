// RUN: %expect %s -- %flags_declared
// MODELS: proxygen, proxygen::RequestHandler::onRequest, proxygen::RequestHandler::onEOM
#include <proxygen.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
class Handler : public proxygen::RequestHandler {
  const Request *request_;
  void onRequest(std::unique_ptr<proxygen::HTTPMessage>) noexcept override {
    current = request_; // EXPECT: tidepool-missing-remove
  }
  void onEOM() noexcept override {
    current = request_; // EXPECT: tidepool-missing-remove
  }
  void requestComplete() noexcept override {}
  void onError(proxygen::ProxygenError) noexcept override {}
};
