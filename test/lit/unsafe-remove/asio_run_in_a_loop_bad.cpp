// REQUIRES: asio
// RUN: %expect %s
// An event loop whose run() is called again after an exception.

#include <boost/asio.hpp>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace net = boost::asio;
struct Conn {
  std::string peer;
  int fd;
};
thread_local std::shared_ptr<Conn> tlConn;
thread_local Conn *tlRaw = nullptr;
thread_local Conn *tlDead = nullptr;
static void handle(Conn &c) {
  if (c.fd < 0)
    throw std::runtime_error("closed " + c.peer);
}
void onAccept(std::shared_ptr<Conn> c) {
  tlConn = c; // EXPECT: tidepool-unsafe-remove
  handle(*c);
  tlConn.reset();
}
[[maybe_unused]] static void onTimer(Conn &c) {
  tlDead = &c;
  handle(c);
  tlDead = nullptr;
}
void onRead(Conn &c) {
  tlRaw = &c; // EXPECT: tidepool-unsafe-remove
  handle(c);
  tlRaw = nullptr;
}
int main() {
  net::io_context io;
  net::io_context io2;
  auto c = std::make_shared<Conn>();
  net::post(io, [c] { onAccept(c); });
  net::dispatch(io, [c] { onRead(*c); });
  std::vector<std::thread> ts;
  for (int i = 0; i < 4; ++i)
    ts.emplace_back([&io] {
      for (;;) {
        try {
          io.run();
          break;
        } catch (const std::exception &e) {
          std::fprintf(stderr, "%s\n", e.what());
        }
      }
    });
  for (auto &t : ts)
    t.join();
}
