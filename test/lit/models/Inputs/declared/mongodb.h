// MongoDB: mongo/db/client.h, mongo/util/concurrency/thread_pool.h, mongo/util/scopeguard.h.
#pragma once
#include <functional>
#include <memory>
namespace mongo {
class Status {};
class Client {
public:
  static void initThread(const char *desc);
  static Client *getCurrent();
  static void setCurrent(std::unique_ptr<Client> client);
  static std::unique_ptr<Client> releaseCurrent();
  static bool haveClient();
};
Client &cc();
class ThreadClient {
public:
  explicit ThreadClient(const char *desc);
  ~ThreadClient();
};
class AlternativeClientRegion {
public:
  explicit AlternativeClientRegion(std::unique_ptr<Client> &clientToUse);
  ~AlternativeClientRegion();
};
class ThreadPool {
public:
  void schedule(std::function<void(Status)> task);
};
template <typename F> class ScopeGuard {
public:
  explicit ScopeGuard(F f) {}
  ~ScopeGuard() {}
  void dismiss() {}
};
template <typename F> ScopeGuard(F) -> ScopeGuard<F>;
} // namespace mongo
