// RUN: %agree %s
// A member holder dies with its object. A default member initializer has to name its own place: the default
// arguments of the holder's constructor would name the constructor of the class.
#include "tidepool/thread_pool.h"
#include <memory>
#include <string>

class Session {
public:
  Session(tidepool::ThreadPool &Pool, std::string Name) : Pool(Pool), Name(Name) {}
  void run() {
    Pool.submit([this] {
      user.set(Name);
    }).wait();
  }

private:
  tidepool::ThreadPool &Pool;
  std::string Name;
  tidepool::ThreadLocal<std::string> user{"user", __FILE__, __LINE__}; // EXPECT: tidepool-dropped-holder
};

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b", "c"}) {
    auto Of = std::make_unique<Session>(Pool, Name);
    Of->run();
  }
}
