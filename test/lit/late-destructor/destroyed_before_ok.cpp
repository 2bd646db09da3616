// RUN: %expect %s
// The counters are defined before the flusher, and live longer.

#include <cstdio>
#include <map>
#include <string>

static thread_local std::map<std::string, long> counters;

struct Flusher {
  bool used = false;
  ~Flusher();
};
static thread_local Flusher flusher;

Flusher::~Flusher() {
  for (const auto &[name, value] : counters)
    std::printf("%s %ld\n", name.c_str(), value);
}

void count(const std::string &name) {
  ++counters[name];
  flusher.used = true;
}
