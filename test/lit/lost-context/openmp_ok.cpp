// RUN: %expect %s -- -fopenmp
// The threads of a parallel region do not have what the thread that opened it has.

#include <cstdio>

struct Field {
  int width;
  double values[64];
};

static thread_local const Field *field_ = nullptr;

static double at(const Field *field, int i) { return field->values[i % field->width]; }

static double sum(const Field &field) {
  field_ = &field;
  std::printf("%d\n", field_->width);
  double total = 0;
#pragma omp parallel for reduction(+ : total)
  for (int i = 0; i < 64; ++i) total += at(&field, i);
  field_ = nullptr;
  return total;
}

int main(int argc, char **) {
  static Field field{argc, {}};
  std::printf("%f\n", sum(field));
}
