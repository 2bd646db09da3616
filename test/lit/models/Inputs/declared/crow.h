// Crow: crow/routing.h.
#pragma once
#include <string>
#include <utility>
namespace crow {
struct request {
  std::string url;
};
namespace websocket {
struct connection {};
} // namespace websocket
template <typename... A> class TaggedRule {
public:
  template <typename F> void operator()(F &&f) {}
};
class DynamicRule {
public:
  template <typename F> void operator()(F &&f) {}
  template <typename F> void operator()(std::string name, F &&f) {}
};
template <typename App> class WebSocketRule {
public:
  template <typename F> WebSocketRule &onmessage(F f) {}
};
class SimpleApp {
public:
  TaggedRule<int> &route(const char *rule);
};
} // namespace crow
#define CROW_ROUTE(app, url) app.route(url)
