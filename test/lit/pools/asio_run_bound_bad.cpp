// RUN: %expect %s
// REQUIRES: asio
// MODELS: boost::bind
// Threads are started with io_context::run itself.

#include <boost/asio.hpp>
#include <boost/bind/bind.hpp>
#include <boost/thread.hpp>
#include <iostream>
#include <memory>
#include <string>
struct Cmd { std::string name; int arg; };
static thread_local const Cmd *cmd = nullptr;
static boost::thread_specific_ptr<std::string> label;
class Processor {
public:
  explicit Processor(std::size_t n) : work_(boost::asio::make_work_guard(io_)), timer_(io_) {
    for (std::size_t i = 0; i < n; ++i)
      group_.create_thread(boost::bind(&boost::asio::io_context::run, &io_));
  }
  ~Processor() {
    io_.stop();
    group_.join_all();
  }
  void submit(std::shared_ptr<Cmd> c) { io_.post(boost::bind(&Processor::execute, this, c)); }
  void every() {
    timer_.expires_after(std::chrono::seconds(1));
    timer_.async_wait(boost::bind(&Processor::tick, this, boost::asio::placeholders::error));
  }
private:
  void execute(std::shared_ptr<Cmd> c) {
    cmd = c.get(); // EXPECT: tidepool-missing-remove
    std::cout << cmd->name;
    if (c->arg < 0) return;
    cmd = nullptr;
  }
  void tick(const boost::system::error_code &ec) {
    if (ec) return;
    label.reset(new std::string("tick"));
    std::cout << *label;
    label.reset();
    every();
  }
  boost::asio::io_context io_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  boost::asio::steady_timer timer_;
  boost::thread_group group_;
};
int main() {
  Processor p(4);
  p.submit(std::make_shared<Cmd>());
  p.every();
}
