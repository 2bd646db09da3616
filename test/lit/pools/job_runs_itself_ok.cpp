// RUN: %expect %s
// The job is handed over in a single field; its own method loops and calls the body that it refers to.

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <vector>
struct Range { int start, end; };
class ParallelLoopBody {
public:
  virtual ~ParallelLoopBody() {}
  virtual void operator()(const Range &r) const = 0;
};
class ParallelJob {
public:
  ParallelJob(const ParallelLoopBody &b, Range r) : body(b), range(r) {}
  void execute() {
    for (;;) {
      int id = current_task.fetch_add(1);
      if (id >= range.end) break;
      body(Range{id, id + 1});
    }
  }
  const ParallelLoopBody &body;
  Range range;
  std::atomic<int> current_task{0};
};
class ThreadPool;
class WorkerThread {
public:
  ThreadPool &thread_pool;
  pthread_t posix_thread{};
  std::shared_ptr<ParallelJob> job;
  std::atomic<bool> has_wake_signal{false};
  bool stop_thread = false;
  pthread_mutex_t mutex;
  pthread_cond_t cond_thread_wake;
  WorkerThread(ThreadPool &pool) : thread_pool(pool) {
    pthread_mutex_init(&mutex, nullptr);
    pthread_cond_init(&cond_thread_wake, nullptr);
    pthread_create(&posix_thread, nullptr, thread_loop_wrapper, this);
  }
  static void *thread_loop_wrapper(void *thread_object) {
    ((WorkerThread *)thread_object)->thread_body();
    return nullptr;
  }
  void thread_body() {
    while (!stop_thread) {
      pthread_mutex_lock(&mutex);
      while (!has_wake_signal) pthread_cond_wait(&cond_thread_wake, &mutex);
      std::shared_ptr<ParallelJob> j;
      std::swap(j, job);
      has_wake_signal = false;
      pthread_mutex_unlock(&mutex);
      if (j) j->execute();
    }
  }
};
class ThreadPool {
public:
  static ThreadPool &instance() {
    static ThreadPool *pool = new ThreadPool();
    return *pool;
  }
  void run(const Range &range, const ParallelLoopBody &body) {
    auto job = std::make_shared<ParallelJob>(body, range);
    for (auto &t : threads) {
      pthread_mutex_lock(&t->mutex);
      t->job = job;
      t->has_wake_signal = true;
      pthread_cond_signal(&t->cond_thread_wake);
      pthread_mutex_unlock(&t->mutex);
    }
  }
private:
  std::vector<std::unique_ptr<WorkerThread>> threads;
};
struct Image { int w, h; };
static thread_local const Image *tlImage;
class Blur : public ParallelLoopBody {
public:
  explicit Blur(const Image &i) : img(i) {}
  void operator()(const Range &r) const override {
    tlImage = &img;
    for (int y = r.start; y < r.end; ++y) row(y);
    tlImage = nullptr;
  }
private:
  void row(int) const { (void)tlImage->w; }
  const Image &img;
};
void blur(const Image &i) { ThreadPool::instance().run(Range{0, i.h}, Blur(i)); }
int main() { blur(Image{10, 10}); }
