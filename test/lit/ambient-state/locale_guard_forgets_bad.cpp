// REQUIRES: tbb
// RUN: %expect %s
// A guard that forgets to put the locale back when nothing was printed.

#include <cstdio>
#include <locale.h>
#include <oneapi/tbb/task_group.h>
#include <string>

static locale_t plain = newlocale(LC_ALL_MASK, "C", nullptr);

struct PlainLocale {
  PlainLocale() : old(uselocale(plain)) {} // EXPECT: tidepool-ambient-state
  ~PlainLocale() {
    if (printed > 0)
      uselocale(old);
  }
  locale_t old;
  int printed = 0;
};

static std::string format(double price) {
  PlainLocale scope;
  char text[32];
  scope.printed = std::snprintf(text, sizeof text, "%f", price);
  return text;
}

void formatAll(int rows) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < rows; ++i)
    group.run([i] { std::puts(format(i / 3.0).c_str()); });
  group.wait();
}
