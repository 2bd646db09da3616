// RUN: %agree %s
// The value owns what belongs to one request.
#include "tidepool/thread_pool.h"
#include <memory>
#include <string>

struct Connection {
  std::string To;
};

static tidepool::ThreadLocal<std::unique_ptr<Connection>> connection("connection");
static std::size_t sent;

static void send(const std::string &To) {
  connection.set(std::make_unique<Connection>(Connection{To})); // EXPECT: tidepool-missing-remove
  sent += connection.get()->To.size();
  if (To != "b")
    connection.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string To : {"a", "b", "c"})
    Pool.submit([To] { send(To); }).wait();
}
