// RUN: %expect %s
// Numbers that are only counted up are statistics, which nothing looks at, their order included.

#include <cstdio>
#include <map>
#include <string>

struct Flusher {
  bool used = false;
  ~Flusher();
};
static thread_local Flusher flusher;

static thread_local std::map<std::string, long> counters;

Flusher::~Flusher() {
  for (const auto &[name, value] : counters) // EXPECT: tidepool-late-destructor
    std::printf("%s %ld\n", name.c_str(), value);
}

void count(const std::string &name) {
  ++counters[name];
  flusher.used = true;
}
