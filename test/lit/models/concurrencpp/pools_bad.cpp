// RUN: %expect %s -- %flags_declared
// MODELS: concurrencpp, concurrencpp::derivable_executor::submit, concurrencpp::derivable_executor::post
// MODELS: concurrencpp::timer_queue::make_timer
#include <concurrencpp.h>

struct Request {
  int tenant;
};
thread_local const Request *current;

void serve(concurrencpp::thread_pool_executor &pool, concurrencpp::executor &any, concurrencpp::timer_queue &timers,
           std::shared_ptr<concurrencpp::executor> on, const Request *request) {
  pool.post([=] { current = request; }); // EXPECT: tidepool-missing-remove
  pool.submit([=] { current = request; }); // EXPECT: tidepool-missing-remove
  any.post([=] { current = request; }); // EXPECT: tidepool-missing-remove
  using std::chrono_literals::operator""ms;
  timers.make_timer(1ms, 1ms, on, [=] { current = request; }); // EXPECT: tidepool-missing-remove
}
