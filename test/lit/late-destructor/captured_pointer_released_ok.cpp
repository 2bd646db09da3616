// REQUIRES: boost
// RUN: %expect %s
// The task lets go of the connection while its context is there.

#include <cstdio>
#include <memory>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <string>
#include <utility>

struct Request {
  std::string tenant;
  int number;
};

static thread_local const Request *current = nullptr;

static void log(const char *what) { std::printf("%s: %s\n", current->tenant.c_str(), what); }

class Connection {
public:
  explicit Connection(int number) : number_(number) {}
  ~Connection() { log("connection closed"); }
  int number() const { return number_; }

private:
  int number_;
};

static void serve(const Request &request, std::shared_ptr<Connection> &connection) {
  current = &request;
  std::printf("%d\n", connection->number());
  current = nullptr;
}

void run(const Request *requests, int count) {
  boost::asio::thread_pool pool(2);
  for (int i = 0; i < count; ++i) {
    auto connection = std::make_shared<Connection>(i);
    boost::asio::post(pool, [connection, request = requests[i]]() mutable {
      current = &request;
      std::printf("%d\n", connection->number());
      connection.reset();
      current = nullptr;
    });
  }
  pool.join();
}
