// RUN: %expect %s -- %flags_declared
// MODELS: boost::asio::co_spawn, boost::asio::spawn, boost::asio::async_compose, boost::beast::http::async_read
// MODELS: asio_execution_execute_fn::impl::operator(), boost::beast::bind_front_handler, boost::beast::bind_handler
// MODELS: asio::co_spawn, asio::spawn, asio::async_compose
#include <asio-operations.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Session {
  const Request *request;
  void onRead() {
    current = request; // EXPECT: tidepool-missing-remove
  }
  void onWrite() {
    current = request; // EXPECT: tidepool-missing-remove
  }
};

void boosted(boost::asio::io_context &io, int &stream, Session *session, const Request *request) {
  boost::asio::co_spawn(io, [=] {
    current = request; // EXPECT: tidepool-missing-remove
  }, boost::asio::detached_t());
  boost::asio::spawn(io, [=](int) {
    current = request; // EXPECT: tidepool-missing-remove
  });
  boost::asio::async_compose<int, void()>([=](int) {
    current = request; // EXPECT: tidepool-missing-remove
  }, stream);
  boost::asio::execution::execute(io, [=] {
    current = request; // EXPECT: tidepool-missing-remove
  });
  boost::beast::http::async_read(stream, stream, stream, boost::beast::bind_front_handler(&Session::onRead, session));
  boost::beast::http::async_read(stream, stream, stream, boost::beast::bind_handler(&Session::onWrite, session));
}

void plain(asio::io_context &io, int &stream, const Request *request) {
  asio::co_spawn(io, [=] {
    current = request; // EXPECT: tidepool-missing-remove
  }, asio::detached_t());
  asio::spawn(io, [=](int) {
    current = request; // EXPECT: tidepool-missing-remove
  });
  asio::async_compose<int, void()>([=](int) {
    current = request; // EXPECT: tidepool-missing-remove
  }, stream);
}
