// RUN: %expect --confidence=audit %s -- -fopenmp
// Within a parallel region the team's size is set for this region only. What is declared here is from omp.h.

#include <cstdio>

extern "C" void omp_set_num_threads(int);

void run(int rows) {
#pragma omp parallel for
  for (int i = 0; i < rows; ++i) {
    if (i == 3)
      omp_set_num_threads(2);
    std::printf("%d\n", i);
  }
}
