// RUN: %expect %s
// Nothing is taken out of a container: the callback is looked up, and stays. Such a loop is not recognised as a pool.
// Several threads wait for events and call the callback that was registered for the one that came.
#include <functional>
#include <map>
#include <mutex>
#include <sys/epoll.h>
#include <thread>
#include <vector>

struct Request {
  int tenant;
};
thread_local const Request *current;

class Loop {
public:
  Loop() : poll_(epoll_create1(0)) {}
  void watch(int socket, std::function<void(int)> callback) {
    std::lock_guard<std::mutex> lock(mutex_);
    callbacks_[socket] = std::move(callback);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = socket;
    epoll_ctl(poll_, EPOLL_CTL_ADD, socket, &event);
  }
  void run() {
    epoll_event events[16];
    for (;;) {
      int count = epoll_wait(poll_, events, 16, -1);
      for (int i = 0; i < count; ++i) {
        std::function<void(int)> callback;
        {
          std::lock_guard<std::mutex> lock(mutex_);
          callback = callbacks_[events[i].data.fd];
        }
        if (callback)
          callback(events[i].data.fd);
      }
    }
  }

private:
  int poll_;
  std::mutex mutex_;
  std::map<int, std::function<void(int)>> callbacks_;
};

int main() {
  Loop loop;
  Request request{1};
  loop.watch(0, [r = &request](int) {
    current = r; // KNOWN-FN: tidepool-missing-remove
  });
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&loop] { loop.run(); });
  for (std::thread &thread : threads)
    thread.join();
}
