// RUN: %expect %s
// REQUIRES: tbb
// The body of a parallel_for, once per element.

#include <cstdio>
#include <oneapi/tbb/parallel_for.h>
#include <string>
#include <vector>

struct Tile {
  std::string name;
  int pixels = 0;
};

static thread_local const Tile *tile_ = nullptr;

static int shade() { return tile_->pixels * 2; }

static long render(const std::vector<Tile> &tiles) {
  std::vector<int> results(tiles.size());
  oneapi::tbb::parallel_for(std::size_t(0), tiles.size(), [&](std::size_t i) {
    tile_ = &tiles[i]; // EXPECT: tidepool-missing-remove
    if (tiles[i].name.empty()) return;
    results[i] = shade();
    tile_ = nullptr;
  });
  long sum = 0;
  for (int result : results) sum += result;
  return sum;
}

int main() { std::printf("%ld\n", render({{"a", 1}, {"", 2}, {"c", 3}})); }
