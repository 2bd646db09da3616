// RUN: rm -rf %t && split-file %s %t && %agree %t
// Holder, setter and pool are in units of their own.
//--- context.h
#pragma once
#include "tidepool/thread_local.h"
#include <string>

extern tidepool::ThreadLocal<std::string> principal;
void authenticate(const std::string &Token);
void forget();

//--- context.cpp
#include "context.h"

tidepool::ThreadLocal<std::string> principal("principal");

void authenticate(const std::string &Token) {
  principal.set("user of " + Token);
}

void forget() { principal.remove(); }

//--- service.h
#pragma once
#include <string>

void answer(const std::string &Token);

//--- service.cpp
#include "service.h"
#include "context.h"

void answer(const std::string &Token) {
  authenticate(Token);
  if (Token == "guest")
    authenticate("nobody");
  forget();
}

//--- main.cpp
#include "service.h"
#include "tidepool/thread_pool.h"

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Token : {"a", "guest"})
    Pool.submit(answer, Token).wait();
}
