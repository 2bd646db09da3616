// RUN: %expect %s -- %flags_declared
#include <small-pools.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

void serve(BS::thread_pool<> &bs, ctpl::thread_pool &ctpl, muduo::ThreadPool &muduo, muduo::net::EventLoop &loop,
           const Request *request) {
  bs.detach_task([=] { Scope scope(request); });
  bs.submit_task([=] { Scope scope(request); return 1; });
  bs.detach_loop(0, 9, [=](int) { Scope scope(request); });
  bs.submit_loop(0, 9, [=](int) { Scope scope(request); });
  ctpl.push([=](int) { Scope scope(request); });
  muduo.run([=] { Scope scope(request); });
  loop.runInLoop([=] { Scope scope(request); });
}
