// RUN: %expect %s
// __thread.

#include <cstdio>
#include <cstdlib>
#include <deque>
#include <pthread.h>

// Plain function pointers with a user pointer, on POSIX threads.
class Queue {
public:
  using Routine = void (*)(void *);

  explicit Queue(int size) : size_(size) {
    pthread_mutex_init(&mutex_, nullptr);
    pthread_cond_init(&cond_, nullptr);
    ids_ = new pthread_t[size_];
    for (int i = 0; i < size_; ++i) pthread_create(&ids_[i], nullptr, &Queue::entry, this);
  }
  ~Queue() {
    pthread_mutex_lock(&mutex_);
    stop_ = true;
    pthread_cond_broadcast(&cond_);
    pthread_mutex_unlock(&mutex_);
    for (int i = 0; i < size_; ++i) pthread_join(ids_[i], nullptr);
    delete[] ids_;
  }
  void push(Routine routine, void *arg) {
    pthread_mutex_lock(&mutex_);
    work_.push_back(Item{routine, arg});
    pthread_cond_signal(&cond_);
    pthread_mutex_unlock(&mutex_);
  }

private:
  struct Item {
    Routine routine;
    void *arg;
  };
  static void *entry(void *self) {
    static_cast<Queue *>(self)->drain();
    return nullptr;
  }
  void drain() {
    Item item{};
    while (take(&item)) item.routine(item.arg);
  }
  bool take(Item *out) {
    pthread_mutex_lock(&mutex_);
    while (work_.empty() && !stop_) pthread_cond_wait(&cond_, &mutex_);
    bool have = !work_.empty();
    if (have) {
      *out = work_.front();
      work_.pop_front();
    }
    pthread_mutex_unlock(&mutex_);
    return have;
  }

  pthread_mutex_t mutex_;
  pthread_cond_t cond_;
  std::deque<Item> work_;
  pthread_t *ids_ = nullptr;
  int size_;
  bool stop_ = false;
};

struct Command {
  int code;
};

static __thread Command *command = nullptr;

static void trace(const char *what) { std::printf("%d %s\n", command->code, what); }

static void execute(void *arg) {
  command = static_cast<Command *>(arg); // EXPECT: tidepool-missing-remove
  trace("begin");
  std::free(arg);
}

int main() {
  Queue queue(2);
  for (int i = 0; i < 6; ++i) {
    auto *c = static_cast<Command *>(std::malloc(sizeof(Command)));
    c->code = i;
    queue.push(execute, c);
  }
}
