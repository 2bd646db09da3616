// RUN: %agree %s
// A pointer to a request that lives as long as the task.
#include "tidepool/thread_pool.h"
#include <string>

struct Request {
  std::string User;
  bool Valid;
};

static tidepool::ThreadLocal<const Request *> request("request");
static std::size_t length;

static std::size_t user() { return request.get()->User.size(); }

static void handle(const Request &R) {
  request.set(&R);
  length += user();
  if (R.Valid)
    length += user();
  request.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (Request R : {Request{"a", true}, Request{"b", false}})
    Pool.submit([R] { handle(R); }).wait();
}
