// REQUIRES: openmp
// RUN: %expect %s -- %flags_openmp
// Allocations go to the arena that a thread-local names. A region opened around a parallel loop names one on the
// master's thread; the others of the team have none. Seen in tsotchke/eshkol#217.

#include <cstdio>

struct Region {
  const char *name;
  long allocated = 0;
};

static thread_local Region *region = nullptr;

class WithRegion {
public:
  explicit WithRegion(Region *inner) : outer_(region) { region = inner; }
  ~WithRegion() { region = outer_; }
  WithRegion(const WithRegion &) = delete;
  WithRegion &operator=(const WithRegion &) = delete;

private:
  Region *outer_;
};

static void allocate(const char *what, long bytes) {
  std::printf("%s %ld in %s\n", what, bytes, region ? region->name : "nowhere"); // EXPECT: tidepool-lost-context
}

static void map(const char *name, int count) {
  Region mine{name};
  WithRegion with(&mine);
#pragma omp parallel for
  for (int i = 0; i < count; ++i) {
    allocate("cell", i);
  }
}

int main(int argc, char **argv) { map(argv[0], 8 * argc); }
