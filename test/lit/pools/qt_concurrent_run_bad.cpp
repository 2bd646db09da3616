// RUN: %expect %s -- %flags_qt
// REQUIRES: qt
// MODELS: QtConcurrent::run
// QtConcurrent::run on the global pool.

#include <QtConcurrentRun>
#include <cstdio>
#include <string>

struct Download {
  std::string url;
};

static thread_local const Download *download_ = nullptr;

static std::size_t length() { return download_->url.size(); }

static std::size_t fetch(const Download &download) {
  download_ = &download; // EXPECT: tidepool-missing-remove
  std::size_t bytes = length();
  return bytes;
}

int main() {
  QFuture<std::size_t> future = QtConcurrent::run([] { return fetch(Download{"http://local"}); });
  Download other{"http://other"};
  QFuture<std::size_t> second = QtConcurrent::run([other] { return fetch(other); });
  std::printf("%zu\n", future.result() + second.result());
}
