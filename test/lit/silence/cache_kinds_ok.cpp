// RUN: %expect %s
// Parsers, clients, generators, tables, free lists, and buffers that a thread keeps.

#include <charconv>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <regex>
#include <sstream>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace infra {
class Executor {
public:
  explicit Executor(unsigned n) {
    for (unsigned i = 0; i < n; ++i)
      threads_.emplace_back([this] { loop(); });
  }
  ~Executor() {
    {
      std::lock_guard<std::mutex> l(mu_);
      stop_ = true;
    }
    cv_.notify_all();
    for (auto &t : threads_)
      t.join();
  }
  void submit(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> l(mu_);
      jobs_.push_back(std::move(job));
    }
    cv_.notify_one();
  }

private:
  void loop() {
    for (;;) {
      std::function<void()> job;
      {
        std::unique_lock<std::mutex> l(mu_);
        cv_.wait(l, [this] { return stop_ || !jobs_.empty(); });
        if (stop_ && jobs_.empty())
          return;
        job = std::move(jobs_.front());
        jobs_.pop_front();
      }
      try {
        job();
      } catch (const std::exception &e) {
        std::fprintf(stderr, "job failed: %s\n", e.what());
      } catch (...) {
        std::fprintf(stderr, "job failed\n");
      }
    }
  }
  std::mutex mu_;
  std::condition_variable cv_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  bool stop_ = false;
};
} // namespace infra

struct Query {
  std::string sql;
  int shard;
  std::string tenant;
};
class Parser {
public:
  explicit Parser(size_t cap) : cap_(cap) {}
  int parse(const std::string &s) { return int(s.size() % cap_); }

private:
  size_t cap_;
};
class Client {
public:
  Client(const std::string &host, int port) : host_(host + std::to_string(port)) {}
  void send(const std::string &) {}

private:
  std::string host_;
};
struct Config {
  std::string host = "db.local";
  int port = 5432;
  size_t cap = 64;
};
static Config g_config;
const Config &config() {
  static Config c;
  return c;
}

static thread_local std::unique_ptr<Parser> tParser;
Parser &parser() {
  if (!tParser)
    tParser = std::make_unique<Parser>(g_config.cap);
  return *tParser;
}

static thread_local std::shared_ptr<Client> tClient;
Client &client() {
  if (tClient == nullptr) {
    tClient = std::make_shared<Client>(config().host, config().port);
  }
  return *tClient;
}

std::mt19937 &rng() {
  thread_local std::mt19937 gen{std::random_device{}()};
  return gen;
}
std::mt19937_64 &rng2() {
  static thread_local std::unique_ptr<std::mt19937_64> g;
  if (!g)
    g.reset(new std::mt19937_64(std::chrono::steady_clock::now().time_since_epoch().count()));
  return *g;
}

static thread_local std::optional<std::regex> tRe;
const std::regex &re() {
  if (!tRe.has_value())
    tRe.emplace("[a-z]+");
  return *tRe;
}

// memo of pure function of constants, keyed by int
static thread_local bool tInit = false;
static thread_local int tTable[256];
void ensureTable() {
  if (tInit)
    return;
  for (int i = 0; i < 256; ++i)
    tTable[i] = i * i;
  tInit = true;
}

// raw pointer, never deleted
static thread_local Parser *tRaw;
Parser *rawParser() {
  if (!tRaw)
    tRaw = new Parser(16);
  return tRaw;
}

// free list
struct Node {
  Node *next;
  char data[64];
};
static thread_local Node *tFree = nullptr;
Node *alloc() {
  if (Node *n = tFree) {
    tFree = n->next;
    return n;
  }
  return new Node;
}
void release(Node *n) {
  n->next = tFree;
  tFree = n;
}


// vector of buffers kept for reuse
thread_local std::vector<std::unique_ptr<std::string>> tBuffers;
std::unique_ptr<std::string> getBuffer() {
  if (tBuffers.empty())
    return std::make_unique<std::string>();
  auto b = std::move(tBuffers.back());
  tBuffers.pop_back();
  b->clear();
  return b;
}
void putBuffer(std::unique_ptr<std::string> b) {
  if (tBuffers.size() < 8)
    tBuffers.push_back(std::move(b));
}

// counter
thread_local unsigned long tHandled = 0;
thread_local struct Stats {
  unsigned long bytes = 0, n = 0;
} tStats;

void run(const Query &q) {
  int a = parser().parse(q.sql);
  client().send(q.sql);
  a += int(rng()() % 7) + int(rng2()() % 3);
  if (std::regex_match(q.sql, re()))
    ++a;
  ensureTable();
  a += tTable[q.shard & 255];
  a += rawParser()->parse(q.sql);
  Node *n = alloc();
  n->data[0] = char(a);
  release(n);
  auto b = getBuffer();
  b->append(q.sql);
  putBuffer(std::move(b));
  ++tHandled;
  tStats.bytes += q.sql.size();
  tStats.n++;
}
int main() {
  infra::Executor ex(4);
  for (int i = 0; i < 10; ++i) {
    Query q{"select", i, "t"};
    ex.submit([q] { run(q); });
  }
}
