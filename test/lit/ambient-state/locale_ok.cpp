// REQUIRES: tbb
// RUN: %expect %s
// The C locale for one file format, put back on both ways; a failed call has changed nothing.

#include <cstdio>
#include <locale.h>
#include <oneapi/tbb/task_group.h>
#include <string>

static locale_t plain = newlocale(LC_ALL_MASK, "C", nullptr);

static std::string format(double price) {
  locale_t old = uselocale(plain);
  if (!old)
    return "";
  char text[32];
  int length = std::snprintf(text, sizeof text, "%f", price);
  uselocale(old);
  return length >= 32 ? "" : text;
}

void formatAll(int rows) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < rows; ++i)
    group.run([i] { std::puts(format(i / 3.0).c_str()); });
  group.wait();
}
