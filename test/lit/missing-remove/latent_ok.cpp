// RUN: %expect %s
// A handler that always leaves its request behind, in a program without any pool and with an entry that nobody
// sees: latent, reported only with --latent.

#include <cstdio>
#include <string>

struct Request {
  std::string path;
};

static thread_local const Request *serving = nullptr;

static void log(const char *what) { std::printf("%s %s\n", serving->path.c_str(), what); }

void handleRequest(const Request &request);

void handleRequest(const Request &request) {
  serving = &request;
  log("begin");
  log("end");
}
