// REQUIRES: tbb
// RUN: %expect %s
// A guard puts the locale back.

#include <cstdio>
#include <locale.h>
#include <oneapi/tbb/task_group.h>
#include <string>

static locale_t plain = newlocale(LC_ALL_MASK, "C", nullptr);

class PlainLocale {
public:
  PlainLocale() : old_(uselocale(plain)) {}
  ~PlainLocale() { uselocale(old_); }

private:
  locale_t old_;
};

static std::string format(double price) {
  PlainLocale scope;
  char text[32];
  if (std::snprintf(text, sizeof text, "%f", price) >= 32)
    return "";
  return text;
}

void formatAll(int rows) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < rows; ++i)
    group.run([i] { std::puts(format(i / 3.0).c_str()); });
  group.wait();
}
