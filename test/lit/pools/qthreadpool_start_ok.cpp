// RUN: %expect %s -- %flags_qt
// REQUIRES: qt
// QRunnable::run on a QThreadPool.

#include <QRunnable>
#include <QThreadPool>
#include <cstdio>

struct Thumbnail {
  int width;
};

static thread_local const Thumbnail *thumbnail_ = nullptr;

static void scale() { std::printf("%d\n", thumbnail_->width / 4); }

class Scale : public QRunnable {
public:
  explicit Scale(int width) : own_{width} {}
  void run() override {
    thumbnail_ = &own_;
    scale();
    thumbnail_ = nullptr;
  }

private:
  Thumbnail own_;
};

int main() {
  QThreadPool pool;
  for (int i = 0; i < 4; ++i) pool.start(new Scale(i * 100));
  pool.waitForDone();
}
