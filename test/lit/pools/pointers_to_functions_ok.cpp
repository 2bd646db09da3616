// RUN: %expect %s
// A queue of pointers to functions, popped in the loop's condition; each thread is made from a local lambda.
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

struct Request {
  int tenant;
};
thread_local const Request *current;

class Crew {
public:
  explicit Crew(int size) : threads_(size) {
    for (int i = 0; i < size; ++i)
      start(i);
  }
  void push(std::function<void(int)> task) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      queue_.push(new std::function<void(int)>(std::move(task)));
    }
    ready_.notify_one();
  }

private:
  bool pop(std::function<void(int)> *&task) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (queue_.empty())
      return false;
    task = queue_.front();
    queue_.pop();
    return true;
  }
  void start(int i) {
    auto body = [this, i] {
      std::function<void(int)> *next = nullptr;
      bool popped = pop(next);
      while (true) {
        while (popped) {
          std::unique_ptr<std::function<void(int)>> owner(next);
          (*next)(i);
          popped = pop(next);
        }
        std::unique_lock<std::mutex> lock(mutex_);
        ready_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
        if (stopping_)
          return;
        lock.unlock();
        popped = pop(next);
      }
    };
    threads_[i].reset(new std::thread(body));
  }

  std::vector<std::unique_ptr<std::thread>> threads_;
  std::queue<std::function<void(int)> *> queue_;
  std::mutex mutex_;
  std::condition_variable ready_;
  bool stopping_ = false;
};

void serve(Crew &crew, const Request *request) {
  crew.push([request](int) {
    current = request;
    current = nullptr;
  });
}

int main() {
  Crew crew(2);
  Request request{1};
  serve(crew, &request);
}
