// RUN: %expect %s -- %flags_declared
// MODELS: stdexec, stdexec::then_t::operator()
#include <stdexec.h>

struct Request {
  int tenant;
};
thread_local const Request *current;

void serve(stdexec::sender on, const Request *request) {
  stdexec::then(on, [=] { current = request; }); // EXPECT: tidepool-missing-remove
  stdexec::then([=] { current = request; }); // EXPECT: tidepool-missing-remove
  stdexec::upon_error(on, [=](int) { current = request; }); // EXPECT: tidepool-missing-remove
}
