// REQUIRES: asio
// RUN: %expect %s
// Requests attach the thread to a tracker. What a request posts to the library's pool allocates there, where the
// tracker of its submitter is unknown. Seen in apache/doris#33500.

#include <atomic>
#include <cstdio>
#include <utility>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

struct Tracker {
  const char *label;
  std::atomic<long> used{0};
};

class ThreadContext {
public:
  Tracker *tracker() const { return tracker_; }
  Tracker *exchange(Tracker *next) { return std::exchange(tracker_, next); }

private:
  Tracker *tracker_ = nullptr;
};

static thread_local ThreadContext threadContext;

class ScopedAttach {
public:
  explicit ScopedAttach(Tracker *tracker) : before_(threadContext.exchange(tracker)) {}
  ~ScopedAttach() { threadContext.exchange(before_); }
  ScopedAttach(const ScopedAttach &) = delete;
  ScopedAttach &operator=(const ScopedAttach &) = delete;

private:
  Tracker *before_;
};

static void consume(long bytes) {
  Tracker *tracker = threadContext.tracker(); // EXPECT: tidepool-lost-context
  if (tracker) tracker->used += bytes;
}

static void makeSnapshot(int tablet) {
  consume(tablet * 1024L);
  std::printf("tablet %d\n", tablet);
}

static void backup(boost::asio::thread_pool &pool, Tracker &mine) {
  ScopedAttach attach(&mine);
  for (int tablet = 0; tablet < 3; ++tablet) boost::asio::post(pool, [tablet] { makeSnapshot(tablet); });
  pool.join();
}

int main(int argc, char **argv) {
  boost::asio::thread_pool pool(2);
  Tracker mine{argv[argc - 1]};
  backup(pool, mine);
}
