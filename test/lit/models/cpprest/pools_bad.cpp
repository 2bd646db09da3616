// RUN: %expect %s -- %flags_declared
// MODELS: http_listener, web::http::experimental::listener::http_listener::support
// MODELS: PPL, pplx::create_task
#include <cpprest.h>

struct Request {
  int tenant;
};
thread_local const Request *current;

void serve(web::http::experimental::listener::http_listener &listener, const Request *request) {
  listener.support([=](web::http::http_request) { current = request; }); // EXPECT: tidepool-missing-remove
  listener.support("GET", [=](web::http::http_request) { current = request; }); // EXPECT: tidepool-missing-remove
  pplx::create_task([=] { current = request; return 1; }) // EXPECT: tidepool-missing-remove
      .then([=](int) { current = request; }); // EXPECT: tidepool-missing-remove
}
