// RUN: %expect %s
// Views, owners, closures, variants, pairs: what they refer to belongs to the task.

#include <condition_variable>
#include <functional>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>
class Exec {
public:
  explicit Exec(int n) { for (int i = 0; i < n; ++i) t_.emplace_back([this] { loop(); }); }
  void run(std::function<void()> f) { { std::lock_guard<std::mutex> g(m_); q_.push(std::move(f)); } cv_.notify_one(); }
private:
  void loop() {
    for (;;) {
      std::function<void()> f;
      {
        std::unique_lock<std::mutex> l(m_);
        cv_.wait(l, [this] { return !q_.empty(); });
        f = std::move(q_.front());
        q_.pop();
      }
      f();
    }
  }
  std::mutex m_;
  std::condition_variable cv_;
  std::queue<std::function<void()>> q_;
  std::vector<std::thread> t_;
};
#include <any>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
struct Job { std::string name; std::vector<int> data; std::shared_ptr<int> token; };
namespace {
thread_local std::optional<Job> lastJob;
thread_local std::string_view title;
thread_local std::span<const int> view;
thread_local std::unique_ptr<Job> ownedJob;
thread_local std::map<std::string, const Job *> byName;
thread_local std::vector<std::shared_ptr<int>> tokens;
thread_local std::function<void()> onExit;
thread_local std::any extra;
thread_local std::weak_ptr<int> weak;
thread_local std::variant<std::monostate, const Job *> slot;
thread_local std::pair<const Job *, int> pr;
thread_local const char *cname;
}
void clean() {
  title = {};
  view = {};
  ownedJob.reset();
  onExit = nullptr;
  extra.reset();
  slot = {};
  pr = {};
  cname = nullptr;
}
void t1(const Job &j) {
  title = j.name;
  std::printf("%.*s", (int)title.size(), title.data());
}
void t2(const Job &j) {
  view = j.data;
  std::printf("%zu", view.size());
}
void t3(const Job &j) {
  ownedJob = std::make_unique<Job>(j);
  std::puts(ownedJob->name.c_str());
}
void t4(const Job &j) {
  onExit = [j] { std::puts(j.name.c_str()); };
  onExit();
}
void t5(const Job &j) {
  extra = j.token;
  std::puts(extra.has_value() ? "y" : "n");
}
void t6(const Job &j) {
  slot = &j;
  std::puts(std::get<const Job *>(slot)->name.c_str());
}
void t7(const Job &j) {
  pr.first = &j;
  std::puts(pr.first->name.c_str());
}
void t8(const Job &j) {
  cname = j.name.c_str();
  std::puts(cname);
}
// The same, cleaned.
void u1(const Job &j) { title = j.name; std::printf("%zu", title.size()); title = {}; }
void u2(const Job &j) { view = j.data; std::printf("%zu", view.size()); view = std::span<const int>(); }
void u3(const Job &j) { ownedJob.reset(new Job(j)); std::puts(ownedJob->name.c_str()); ownedJob = nullptr; }
void u4(const Job &j) { onExit = [&j] { std::puts(j.name.c_str()); }; onExit(); onExit = nullptr; }
void u5(const Job &j) { extra = j.token; std::puts(extra.has_value() ? "y" : "n"); extra.reset(); }
void u6(const Job &j) { slot = &j; std::puts("v"); slot = std::monostate{}; }
void u7(const Job &j) { pr = {&j, 1}; std::puts(pr.first->name.c_str()); pr = {}; }
void u8(const Job &j) { cname = j.name.c_str(); std::puts(cname); cname = ""; }
void u9(const Job &j) { lastJob.emplace(j); std::puts(lastJob->name.c_str()); lastJob = std::nullopt; }
int main() {
  Exec e(2);
  Job j{"a", {1}, nullptr};
  e.run([j] { t1(j); clean(); });
  e.run([j] { t2(j); clean(); });
  e.run([j] { t3(j); clean(); });
  e.run([j] { t4(j); clean(); });
  e.run([j] { t5(j); clean(); });
  e.run([j] { t6(j); clean(); });
  e.run([j] { t7(j); clean(); });
  e.run([j] { t8(j); clean(); });
  e.run([j] { u1(j); });
  e.run([j] { u2(j); });
  e.run([j] { u3(j); });
  e.run([j] { u4(j); });
  e.run([j] { u5(j); });
  e.run([j] { u6(j); });
  e.run([j] { u7(j); });
  e.run([j] { u8(j); });
  e.run([j] { u9(j); });
}
