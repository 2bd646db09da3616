// REQUIRES: httplib
// RUN: %expect %s
// MODELS: httplib::Server, httplib::Server::Get, httplib::Server::set_logger, httplib::ThreadPool::enqueue
#include <httplib.h>

struct Request {
  int tenant;
};
thread_local const Request *current;

void serve(httplib::Server &server, httplib::ThreadPool &pool, const Request *request) {
  server.Get("/", [=](const httplib::Request &, httplib::Response &) { current = request; }); // EXPECT: tidepool-missing-remove
  server.set_logger([=](const httplib::Request &, const httplib::Response &) { current = request; }); // EXPECT: tidepool-missing-remove
  pool.enqueue([=] { current = request; }); // EXPECT: tidepool-missing-remove
}
