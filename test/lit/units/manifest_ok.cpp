// RUN: rm -rf %t && split-file %s %t && %expect %t
// A function that leaves its request behind is latent until a unit with a submission is linked in.

//--- handler.h
#include <string>

#pragma once
struct Request {
  std::string path;
};
int handle(const Request &request);

//--- handler.cpp
#include "handler.h"
#include <cstdio>

static thread_local const Request *handling = nullptr;
static int route() { return static_cast<int>(handling->path.size()); }
int handle(const Request &request) {
  handling = &request;
  int status = 200 + route();
  std::printf("%d\n", status);
  return status;
}

//--- main.cpp
#include "handler.h"
#include <thread>

int main() {
  Request request{"/index"};
  std::thread thread([request] { handle(request); });
  thread.join();
}
