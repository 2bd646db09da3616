// C++ REST SDK 2.10: cpprest/http_listener.h, pplx/pplxtasks.h.
#pragma once
#include <functional>
#include <string>
namespace web::http {
class http_request {};
namespace experimental::listener {
class http_listener {
public:
  void support(const std::function<void(http_request)> &handler);
  void support(const std::string &method, const std::function<void(http_request)> &handler);
};
} // namespace experimental::listener
} // namespace web::http
namespace pplx {
template <class T> class task {
public:
  template <class F> task<int> then(const F &func) const {}
};
template <class F> task<int> create_task(const F &param) {}
} // namespace pplx
