// REQUIRES: boost
// RUN: %expect %s -- -DBOOST_THREAD_VERSION=4
// MODELS: boost::packaged_task, boost::condition_variable::wait
// Boost's own condition and task in a home-made pool.
#include <boost/thread/condition_variable.hpp>
#include <boost/thread/future.hpp>
#include <boost/thread/mutex.hpp>
#include <boost/thread/thread.hpp>
#include <deque>

struct Request {
  int tenant;
};
thread_local const Request *current;

class Crew {
public:
  explicit Crew(unsigned size) {
    for (unsigned i = 0; i < size; ++i)
      threads_.create_thread([this] { work(); });
  }
  void hire(const Request *request) {
    boost::packaged_task<void()> task([=] {
      current = request; // EXPECT: tidepool-missing-remove
    });
    boost::unique_lock<boost::mutex> lock(mutex_);
    tasks_.push_back(boost::move(task));
    ready_.notify_one();
  }

private:
  void work() {
    for (;;) {
      boost::packaged_task<void()> next;
      {
        boost::unique_lock<boost::mutex> lock(mutex_);
        ready_.wait(lock, [this] { return !tasks_.empty(); });
        next = boost::move(tasks_.front());
        tasks_.pop_front();
      }
      next();
    }
  }

  boost::thread_group threads_;
  boost::mutex mutex_;
  boost::condition_variable ready_;
  std::deque<boost::packaged_task<void()>> tasks_;
};

void serve(const Request *request) {
  Crew crew(2);
  crew.hire(request);
}
