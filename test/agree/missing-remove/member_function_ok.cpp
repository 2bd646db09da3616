// RUN: %agree %s
// The task is a method, called on an object.
#include "tidepool/thread_pool.h"
#include <string>

class Server {
public:
  void serve(std::string Request) {
    request.set(Request);
    Bytes += request.get().size();
    request.remove();
  }
  std::size_t Bytes = 0;

private:
  static inline tidepool::ThreadLocal<std::string> request{"request"};
};

int main() {
  tidepool::ThreadPool Pool(1);
  Server S;
  for (std::string Request : {"a", "bb", "c"})
    Pool.submit(&Server::serve, &S, Request).wait();
}
