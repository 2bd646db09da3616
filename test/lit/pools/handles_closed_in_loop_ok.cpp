// RUN: %expect %s
// A thread that closes and opens a database over and over: handles are asked who they are, walked over and cleared.
// None of that is running a task.

#include <memory>
#include <string>
#include <thread>
#include <vector>

static thread_local std::string opening;

struct Handle {
  virtual ~Handle() = default;
  virtual int id() const = 0;
  virtual Handle *root() = 0;
};

struct Family : Handle {
  explicit Family(int id) : id_(id) {}
  int id() const override {
    opening = "family";
    return id_;
  }
  Handle *root() override { return this; }
  int id_;
};

struct Wrapped : Handle {
  explicit Wrapped(std::unique_ptr<Handle> in) : in_(std::move(in)) {}
  int id() const override { return in_->id(); }
  Handle *root() override { return in_->root(); }
  std::unique_ptr<Handle> in_;
};

class Stress {
public:
  void operate(unsigned rounds) {
    for (unsigned i = 0; i < rounds; ++i) reopen();
  }

private:
  void reopen() {
    for (Handle *handle : handles_) delete handle;
    handles_.clear();
    open();
  }
  void open() {
    for (int i = 0; i < 4; ++i) {
      handles_.push_back(new Family(i));
      handles_.push_back(new Wrapped(std::make_unique<Family>(i)));
    }
    for (Handle *handle : handles_)
      if (handle->root()->id() != handle->id()) sum_ -= handle->id();
  }

  std::vector<Handle *> handles_;
  long sum_ = 0;
};

int main() {
  Stress stress;
  std::thread thread([&] { stress.operate(100); });
  thread.join();
}
