// RUN: %expect %s
// MODELS: std::async
// std::async starts a fresh thread on this target; a packaged_task queue reuses its threads.

#include <cstdio>
#include <future>
#include <string>
#include <vector>

struct Tile {
  int x, y;
};

static thread_local Tile *tile_ = nullptr;

static int shade() { return tile_->x ^ tile_->y; }

static int render(Tile tile) {
  tile_ = &tile;
  return shade();
}

int main() {
  std::vector<std::future<int>> tiles;
  for (int i = 0; i < 8; ++i) {
    tiles.push_back(std::async(std::launch::async, [i] { return render(Tile{i, -i}); }));
  }
  int sum = 0;
  for (auto &tile : tiles) sum += tile.get();
  std::printf("%d\n", sum);
}
