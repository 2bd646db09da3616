#include "pool.h"

static thread_local const std::string *tlGuest;

static void greet(const std::string &Name) {
  tlGuest = &Name;
  tlGuest = nullptr;
}

void serve(Pool &P, std::string Name) {
  P.submit([Name] { greet(Name); });
}
