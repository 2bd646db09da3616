// Proxygen: proxygen/httpserver/RequestHandler.h.
#pragma once
#include <memory>
namespace proxygen {
class HTTPMessage {};
enum ProxygenError { kErrorNone };
class RequestHandler {
public:
  virtual ~RequestHandler();
  virtual void onRequest(std::unique_ptr<HTTPMessage> headers) noexcept = 0;
  virtual void onEOM() noexcept = 0;
  virtual void requestComplete() noexcept = 0;
  virtual void onError(ProxygenError err) noexcept = 0;
};
} // namespace proxygen
