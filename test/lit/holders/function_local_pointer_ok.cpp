// RUN: %expect %s
// An accessor that returns a pointer to a struct of several fields.

#include <cstdio>
#include <deque>
#include <pthread.h>

// Plain function pointers with a user pointer, on POSIX threads.
class Pool {
public:
  using Routine = void (*)(void *);

  explicit Pool(int size) : size_(size) {
    pthread_mutex_init(&mutex_, nullptr);
    pthread_cond_init(&cond_, nullptr);
    ids_ = new pthread_t[size_];
    for (int i = 0; i < size_; ++i) pthread_create(&ids_[i], nullptr, &Pool::entry, this);
  }
  ~Pool() {
    pthread_mutex_lock(&mutex_);
    stop_ = true;
    pthread_cond_broadcast(&cond_);
    pthread_mutex_unlock(&mutex_);
    for (int i = 0; i < size_; ++i) pthread_join(ids_[i], nullptr);
    delete[] ids_;
  }
  void run(Routine routine, void *arg) {
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
    static_cast<Pool *>(self)->drain();
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

struct Client {
  int id;
};

struct State {
  Client *client;
  int nesting;
};

static State *state() {
  static __thread State instance;
  return &instance;
}

static void greet() { std::printf("%d\n", state()->client->id); }

static void serve(void *arg) {
  state()->client = static_cast<Client *>(arg);
  greet();
  state()->client = nullptr;
}

int main() {
  static Client clients[4] = {{1}, {2}, {3}, {4}};
  Pool pool(2);
  for (Client &client : clients) pool.run(serve, &client);
}
