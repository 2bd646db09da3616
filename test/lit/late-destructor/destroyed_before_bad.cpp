// RUN: %expect %s
// The counters are defined after the flusher, and so are gone when the thread ends and it wants to print them.

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
