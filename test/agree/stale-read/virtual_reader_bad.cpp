// RUN: %agree %s
// The reader is behind an interface.
#include "tidepool/thread_pool.h"
#include <memory>
#include <string>

static tidepool::ThreadLocal<std::string> city("city");
static std::size_t length;

struct Step {
  virtual ~Step() = default;
  virtual void run() = 0;
};
struct Find : Step {
  explicit Find(std::string City) : City(std::move(City)) {}
  void run() override {
    city.set(City); // EXPECT: tidepool-missing-remove
  }
  std::string City;
};
struct Print : Step {
  void run() override {
    length += city.get().size(); // EXPECT: tidepool-stale-read
  }
};

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::shared_ptr<Step> S : {std::shared_ptr<Step>(std::make_shared<Find>("Rome")),
                                  std::shared_ptr<Step>(std::make_shared<Print>())})
    Pool.submit([S] { S->run(); }).wait();
}
