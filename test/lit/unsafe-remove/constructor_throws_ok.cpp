// RUN: %expect %s
// The constructor of a local object throws.

#include <condition_variable>
#include <cstdio>
#include <exception>
#include <functional>
#include <list>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

// Workers log a std::exception and go on; anything else ends the process.
class Decoders {
public:
  explicit Decoders(int count) {
    for (int i = 0; i < count; ++i) crew_.push_back(std::thread([this] { this->attend(); }));
  }
  ~Decoders() {
    lock_.lock();
    over_ = true;
    lock_.unlock();
    bell_.notify_all();
    for (auto &member : crew_) member.join();
  }
  void decode(std::function<void()> call) {
    std::lock_guard<std::mutex> hold(lock_);
    calls_.push_back(std::move(call));
    bell_.notify_one();
  }

private:
  void attend() {
    for (;;) {
      std::function<void()> call;
      {
        std::unique_lock<std::mutex> hold(lock_);
        while (calls_.empty() && !over_) bell_.wait(hold);
        if (calls_.empty()) return;
        call = std::move(calls_.front());
        calls_.pop_front();
      }
      try {
        call();
      } catch (const std::exception &e) {
        std::fprintf(stderr, "call failed: %s\n", e.what());
      }
    }
  }

  std::mutex lock_;
  std::condition_variable bell_;
  std::list<std::function<void()>> calls_;
  std::vector<std::thread> crew_;
  bool over_ = false;
};

struct Packet {
  int length;
  int checksum;
};

static thread_local const Packet *packet_ = nullptr;

class Checked {
public:
  explicit Checked(int checksum) : checksum_(checksum) {
    if (checksum != packet_->length % 7) throw std::runtime_error("checksum");
  }
  int value() const { return checksum_; }

private:
  int checksum_;
};

static void decode(const Packet &packet) {
  packet_ = &packet;
  try {
    Checked checked(packet.checksum);
    std::printf("%d\n", checked.value());
  } catch (...) {
    packet_ = nullptr;
    throw;
  }
  packet_ = nullptr;
}

int main() {
  Decoders decoders(2);
  for (int i = 0; i < 6; ++i) decoders.decode([packet = Packet{i, i % 2}] { decode(packet); });
}
