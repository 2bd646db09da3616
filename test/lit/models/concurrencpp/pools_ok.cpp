// RUN: %expect %s -- %flags_declared
#include <concurrencpp.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

void serve(concurrencpp::thread_pool_executor &pool, concurrencpp::executor &any, concurrencpp::timer_queue &timers,
           std::shared_ptr<concurrencpp::executor> on, const Request *request) {
  pool.post([=] { Scope scope(request); });
  pool.submit([=] { Scope scope(request); });
  any.post([=] { Scope scope(request); });
  using std::chrono_literals::operator""ms;
  timers.make_timer(1ms, 1ms, on, [=] { Scope scope(request); });
}
