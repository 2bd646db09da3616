// RUN: %expect %s
// A thread that runs one function and ends takes its slots with it. A pool's thread does not.

#include <cstdio>
#include <string>
#include <thread>
#include <vector>

struct Volume {
  std::string label;
};

static thread_local const Volume *volume_ = nullptr;

static void note(const char *what) { std::printf("%s %s\n", volume_->label.c_str(), what); }

static void backup(const Volume &volume) {
  volume_ = &volume;
  note("start");
  note("done");
}

int main() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([volume = Volume{std::to_string(i)}] { backup(volume); });
  for (auto &thread : threads) thread.join();
}
