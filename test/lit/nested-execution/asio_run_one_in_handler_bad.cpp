// RUN: %expect %s
// REQUIRES: asio
// A handler runs the next handler itself; or leaves it to the loop.

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

static thread_local const std::string *session = nullptr;

static void handle(boost::asio::io_context &io, const std::string &name) {
  session = &name;
  io.run_one(); // EXPECT: tidepool-nested-execution
  std::printf("%s\n", session->c_str());
  session = nullptr;
}

int main() {
  boost::asio::io_context io;
  std::string names[] = {"a", "b", "c"};
  for (auto &name : names)
    boost::asio::post(io, [&io, &name] { handle(io, name); });
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&io] { io.run(); });
  for (auto &thread : threads)
    thread.join();
}
