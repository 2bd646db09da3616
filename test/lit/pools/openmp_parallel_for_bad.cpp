// RUN: %expect %s -- -fopenmp
// The threads of an OpenMP team live on between regions.

#include <cstdio>
#include <vector>

struct Cell {
  double mass;
  bool empty;
};

static thread_local const Cell *cell_ = nullptr;

static double force() { return cell_->mass * 9.81; }

static double total(const std::vector<Cell> &cells) {
  double sum = 0;
  int count = static_cast<int>(cells.size());
#pragma omp parallel for reduction(+ : sum)
  for (int i = 0; i < count; ++i) {
    cell_ = &cells[i]; // EXPECT: tidepool-missing-remove
    if (cells[i].empty) continue;
    sum += force();
    cell_ = nullptr;
  }
  return sum;
}

int main() { std::printf("%f\n", total({{1.0, false}, {2.0, true}, {3.0, false}})); }
