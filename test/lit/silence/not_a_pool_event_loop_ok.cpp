// RUN: %expect %s
// REQUIRES: asio
// A single thread runs the event loop: the thread is the loop's.

#include <boost/asio.hpp>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
static thread_local std::string *name = nullptr;
class Background {
public:
  Background() : guard_(boost::asio::make_work_guard(io_)), thread_([this] { io_.run(); }) {}
  ~Background() {
    guard_.reset();
    thread_.join();
  }
  void set(std::shared_ptr<std::string> s) {
    boost::asio::post(io_, [s] {
      name = s.get();
      std::cout << *name;
    });
  }
private:
  boost::asio::io_context io_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_;
  std::thread thread_;
};
int main() {
  Background b;
  b.set(std::make_shared<std::string>("x"));
}
