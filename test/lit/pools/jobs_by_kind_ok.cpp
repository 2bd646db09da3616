// RUN: %expect %s
// No callable in the queue: the kind of a job decides which function gets it. Each of these is a task.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
enum class Kind { Open, Write, Close };
struct Request {
  Kind kind;
  std::string path;
  std::string data;
};
static thread_local const Request *inFlight = nullptr;
static thread_local const std::string *writing = nullptr;
class FileServer {
public:
  FileServer() {
    for (int i = 0; i < 2; ++i) threads_.emplace_back(&FileServer::loop, this);
  }
  void request(Request r) {
    std::lock_guard<std::mutex> g(m_);
    q_.push_back(std::move(r));
    cv_.notify_one();
  }
private:
  void loop() {
    for (;;) {
      Request r;
      {
        std::unique_lock<std::mutex> l(m_);
        cv_.wait(l, [&] { return !q_.empty(); });
        r = std::move(q_.front());
        q_.pop_front();
      }
      handle(r);
    }
  }
  void handle(const Request &r) {
    switch (r.kind) {
    case Kind::Open: open(r); break;
    case Kind::Write: write(r); break;
    case Kind::Close: close(r); break;
    }
  }
  void open(const Request &r) {
    inFlight = &r;
    std::printf("%s\n", inFlight->path.c_str());
    inFlight = nullptr;
  }
  void write(const Request &r) {
    writing = &r.data;
    std::printf("%s\n", writing->c_str());
    writing = nullptr;
  }
  void close(const Request &r) { std::printf("%s\n", r.path.c_str()); }
  std::deque<Request> q_;
  std::mutex m_;
  std::condition_variable cv_;
  std::vector<std::thread> threads_;
};
int main() {
  FileServer s;
  s.request({Kind::Open, "a", ""});
  s.request({Kind::Write, "a", "x"});
}
