// RUN: rm -rf %t && split-file %s %t && %expect %t
// The initial value stands in another unit; other values are data.

//--- owner.h
#pragma once
extern thread_local int shard; // -1 while no request is being served
extern thread_local unsigned long ticket;

//--- owner.cpp
#include "owner.h"
thread_local int shard = -1;
thread_local unsigned long ticket = ~0ul >> 1;

//--- tasks.cpp
#include "owner.h"
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

class Pool {
public:
  Pool() : Worker([this] { run(); }) {}
  ~Pool() { Worker.detach(); }
  void post(std::function<void()> Task) {
    std::lock_guard<std::mutex> Lock(M);
    Tasks.push_back(std::move(Task));
    More.notify_one();
  }

private:
  void run() {
    for (;;) {
      std::unique_lock<std::mutex> Lock(M);
      More.wait(Lock, [this] { return !Tasks.empty(); });
      std::function<void()> Task = std::move(Tasks.front());
      Tasks.pop_front();
      Lock.unlock();
      Task();
    }
  }
  std::mutex M;
  std::condition_variable More;
  std::deque<std::function<void()>> Tasks;
  std::thread Worker;
};

static void serve(int Request) {
  if (shard == 0) // asks for the first shard, not whether there is one // EXPECT: tidepool-stale-read
    std::puts("first");
  shard = Request; // EXPECT: tidepool-missing-remove
  std::printf("%d\n", shard);
  if (Request > 3)
    shard = -1;
}

int main() {
  static Pool P;
  for (int I = 0; I < 8; ++I)
    P.post([I] { serve(I); });
}
