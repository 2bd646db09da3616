// RUN: %expect %s -- %flags_declared
#include <asio-operations.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};
struct Session {
  const Request *request;
  void onRead() {
    Scope scope(request);
  }
  void onWrite() {
    Scope scope(request);
  }
};

void boosted(boost::asio::io_context &io, int &stream, Session *session, const Request *request) {
  boost::asio::co_spawn(io, [=] {
    Scope scope(request);
  }, boost::asio::detached_t());
  boost::asio::spawn(io, [=](int) {
    Scope scope(request);
  });
  boost::asio::async_compose<int, void()>([=](int) {
    Scope scope(request);
  }, stream);
  boost::asio::execution::execute(io, [=] {
    Scope scope(request);
  });
  boost::beast::http::async_read(stream, stream, stream, boost::beast::bind_front_handler(&Session::onRead, session));
  boost::beast::http::async_read(stream, stream, stream, boost::beast::bind_handler(&Session::onWrite, session));
}

void plain(asio::io_context &io, int &stream, const Request *request) {
  asio::co_spawn(io, [=] {
    Scope scope(request);
  }, asio::detached_t());
  asio::spawn(io, [=](int) {
    Scope scope(request);
  });
  asio::async_compose<int, void()>([=](int) {
    Scope scope(request);
  }, stream);
}
