#include "pool.h"

static thread_local const std::string *tlUser;

static void greet(const std::string &Name) {
  tlUser = &Name; // BAD: stays when there is no name
  if (Name.empty())
    return;
  tlUser = nullptr;
}

void serve(Pool &P, std::string Name) {
  P.submit([Name] { greet(Name); });
}
