// RUN: %expect %s
// The same behind a pthread key.

#include <cstdio>
#include <deque>
#include <pthread.h>

// Plain function pointers with a user pointer, on POSIX threads.
class Plant {
public:
  using Routine = void (*)(void *);

  explicit Plant(int size) : size_(size) {
    pthread_mutex_init(&mutex_, nullptr);
    pthread_cond_init(&cond_, nullptr);
    ids_ = new pthread_t[size_];
    for (int i = 0; i < size_; ++i) pthread_create(&ids_[i], nullptr, &Plant::entry, this);
  }
  ~Plant() {
    pthread_mutex_lock(&mutex_);
    stop_ = true;
    pthread_cond_broadcast(&cond_);
    pthread_mutex_unlock(&mutex_);
    for (int i = 0; i < size_; ++i) pthread_join(ids_[i], nullptr);
    delete[] ids_;
  }
  void order(Routine routine, void *arg) {
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
    static_cast<Plant *>(self)->drain();
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

struct Site {
  int id;
};

static pthread_key_t siteKey;

static void weld(void *arg) {
  auto *site = static_cast<Site *>(arg);
  std::printf("site %d\n", site->id);
}

int main(int argc, char **) {
  static Site site{argc};
  pthread_key_create(&siteKey, nullptr);
  pthread_setspecific(siteKey, &site);
  Plant plant(2);
  for (int i = 0; i < 6; ++i) plant.order(weld, pthread_getspecific(siteKey));
}
