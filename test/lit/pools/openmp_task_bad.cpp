// RUN: %expect %s -- -fopenmp
// An explicit OpenMP task.

#include <cstdio>
#include <vector>

struct Chunk {
  int begin, end;
};

static thread_local const Chunk *chunk_ = nullptr;

static int length() { return chunk_->end - chunk_->begin; }

static void process(const Chunk &chunk) {
  chunk_ = &chunk; // EXPECT: tidepool-missing-remove
  std::printf("%d\n", length());
}

static void all(const std::vector<Chunk> &chunks) {
#pragma omp parallel
#pragma omp single
  for (const Chunk &chunk : chunks) {
    const Chunk *mine = &chunk;
#pragma omp task firstprivate(mine)
    process(*mine);
  }
}

int main() { all({{0, 10}, {10, 20}, {20, 25}}); }
