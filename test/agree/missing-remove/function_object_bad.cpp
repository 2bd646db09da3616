// RUN: %agree %s
// The task is an object of a class.
#include "tidepool/thread_pool.h"
#include <string>
#include <utility>

static tidepool::ThreadLocal<std::string> job("job");
static std::size_t length;

class Job {
public:
  explicit Job(std::string Name) : Name(std::move(Name)) {}
  void operator()() {
    job.set(Name); // EXPECT: tidepool-missing-remove
    length += job.get().size();
  }

private:
  std::string Name;
};

int main() {
  tidepool::ThreadPool Pool(1);
  Pool.submit(Job("a")).wait();
  Pool.submit(Job("b")).wait();
}
