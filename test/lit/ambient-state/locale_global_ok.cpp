// REQUIRES: tbb
// RUN: %expect %s
// The global locale is what a thread begins with.

#include <cstdio>
#include <locale.h>
#include <oneapi/tbb/task_group.h>
#include <string>

static locale_t plain = newlocale(LC_ALL_MASK, "C", nullptr);

static std::string format(double price) {
  uselocale(plain);
  char text[32];
  std::snprintf(text, sizeof text, "%f", price);
  uselocale(LC_GLOBAL_LOCALE);
  return text;
}

void formatAll(int rows) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < rows; ++i)
    group.run([i] { std::puts(format(i / 3.0).c_str()); });
  group.wait();
}
