// RUN: %agree %s
// The submitter has a scope object for its context.
#include "tidepool/thread_pool.h"
#include <string>
#include <utility>

static tidepool::ThreadLocal<std::string> section("section");
static std::size_t counted;

class Section {
public:
  explicit Section(std::string Name) { section.set(std::move(Name)); }
  ~Section() { section.remove(); }
};

static void count(const std::string &Of) {
  counted += Of.size();
}

static void report(tidepool::ThreadPool &Pool, std::string Name) {
  Section Scope("section " + Name);
  Pool.submit([Of = section.get()] { count(Of); }).wait();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b"})
    report(Pool, Name);
}
