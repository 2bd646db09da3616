// A pool as people write them: enough for the command-line tests to have something to find.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Pool {
public:
  explicit Pool(int Threads) {
    for (int I = 0; I != Threads; ++I)
      Workers.emplace_back([this] { work(); });
  }
  ~Pool() {
    {
      std::lock_guard<std::mutex> Guard(Lock);
      Done = true;
    }
    Wake.notify_all();
    for (std::thread &W : Workers)
      W.join();
  }
  void submit(std::function<void()> Task) {
    std::lock_guard<std::mutex> Guard(Lock);
    Tasks.push_back(std::move(Task));
    Wake.notify_one();
  }

private:
  void work() {
    for (;;) {
      std::function<void()> Task;
      {
        std::unique_lock<std::mutex> Guard(Lock);
        Wake.wait(Guard, [this] { return Done || !Tasks.empty(); });
        if (Tasks.empty())
          return;
        Task = std::move(Tasks.front());
        Tasks.pop_front();
      }
      Task();
    }
  }

  std::mutex Lock;
  std::condition_variable Wake;
  std::deque<std::function<void()>> Tasks;
  std::vector<std::thread> Workers;
  bool Done = false;
};
