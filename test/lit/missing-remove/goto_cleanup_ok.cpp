// RUN: %expect %s
// goto: one label too far down.

#include <cstdio>
#include <cstring>
#include <deque>
#include <pthread.h>

// Plain function pointers with a user pointer, on POSIX threads.
class Copiers {
public:
  using Routine = void (*)(void *);

  explicit Copiers(int size) : size_(size) {
    pthread_mutex_init(&mutex_, nullptr);
    pthread_cond_init(&cond_, nullptr);
    ids_ = new pthread_t[size_];
    for (int i = 0; i < size_; ++i) pthread_create(&ids_[i], nullptr, &Copiers::entry, this);
  }
  ~Copiers() {
    pthread_mutex_lock(&mutex_);
    stop_ = true;
    pthread_cond_broadcast(&cond_);
    pthread_mutex_unlock(&mutex_);
    for (int i = 0; i < size_; ++i) pthread_join(ids_[i], nullptr);
    delete[] ids_;
  }
  void start(Routine routine, void *arg) {
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
    static_cast<Copiers *>(self)->drain();
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

struct Copy {
  const char *from, *to;
};

static __thread const Copy *copying = nullptr;

static int transfer() { return std::printf("%s -> %s\n", copying->from, copying->to); }

static void copy(void *arg) {
  const auto *request = static_cast<const Copy *>(arg);
  int written = 0;
  if (request->from == nullptr) goto done;
  copying = request;
  if (std::strcmp(request->from, request->to) == 0) goto reset;
  written = transfer();
  if (written < 0) goto reset;
  std::printf("%d\n", written);
reset:
  copying = nullptr;
done:
  std::puts("done");
}

int main() {
  static Copy copies[] = {{"a", "b"}, {"c", "c"}, {nullptr, nullptr}};
  Copiers copiers(2);
  for (Copy &c : copies) copiers.start(copy, &c);
}
