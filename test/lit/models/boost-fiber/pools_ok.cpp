// REQUIRES: boost
// RUN: %expect %s
#include <boost/fiber/all.hpp>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

void serve(const Request *request) {
  boost::fibers::fiber([=] { Scope scope(request); }).detach();
  boost::fibers::async([=] { Scope scope(request); });
}
