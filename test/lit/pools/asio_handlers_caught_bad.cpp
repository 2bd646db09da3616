// RUN: %expect %s
// REQUIRES: asio
// An exception out of a handler leaves io_context::run. The thread that catches it there runs the loop again.

// An exception out of a handler leaves io_context::run: whether the thread goes on depends on who called run.
#include <boost/asio.hpp>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>
struct Job { std::string name; int n; };
thread_local const Job *active;
int work(const Job &j) {
  if (j.n < 0) throw std::domain_error("negative");
  return j.n;
}
class Runner {
public:
  void start(int n) {
    for (int i = 0; i < n; ++i)
      threads_.emplace_back([this] {
        for (;;) {
          try {
            io_.run();
            return;
          } catch (const std::exception &e) {
            std::cerr << e.what() << "\n";
          }
        }
      });
  }
  void add(Job j) {
    boost::asio::post(io_, [j] {
      active = &j; // EXPECT: tidepool-unsafe-remove
      std::cout << work(*active);
      active = nullptr;
    });
  }
private:
  boost::asio::io_context io_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_{io_.get_executor()};
  std::vector<std::thread> threads_;
};
int main() {
  Runner r;
  r.start(2);
  r.add({"a", -1});
}
