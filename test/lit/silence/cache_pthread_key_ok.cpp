// RUN: %expect %s
// An arena per thread behind a key with a destructor: sized by a constant, or by whichever request came first.

#include <cstdio>
#include <deque>
#include <pthread.h>

// Plain function pointers with a user pointer, on POSIX threads.
class Crew {
public:
  using Routine = void (*)(void *);

  explicit Crew(int size) : size_(size) {
    pthread_mutex_init(&mutex_, nullptr);
    pthread_cond_init(&cond_, nullptr);
    ids_ = new pthread_t[size_];
    for (int i = 0; i < size_; ++i) pthread_create(&ids_[i], nullptr, &Crew::entry, this);
  }
  ~Crew() {
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
    static_cast<Crew *>(self)->drain();
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

struct Arena {
  explicit Arena(unsigned size) : blockSize(size) {}
  unsigned blockSize;
  unsigned used = 0;
};

struct Request {
  unsigned blockSize;
  unsigned wanted;
};

static pthread_key_t arenaKey;

static void freeArena(void *arena) { delete static_cast<Arena *>(arena); }

static void serve(void *arg) {
  auto *request = static_cast<Request *>(arg);
  if (!pthread_getspecific(arenaKey)) pthread_setspecific(arenaKey, new Arena(4096));
  unsigned size = static_cast<Arena *>(pthread_getspecific(arenaKey))->blockSize;
  std::printf("%u of %u\n", request->wanted, size);
  delete request;
}

int main() {
  pthread_key_create(&arenaKey, freeArena);
  Crew crew(2);
  for (unsigned i = 0; i < 6; ++i) crew.push(serve, new Request{i * 512, i});
}
