// RUN: %expect %s -- %flags_declared
// MODELS: BS::thread_pool, BS::thread_pool::detach_task, BS::thread_pool::submit_task
// MODELS: BS::thread_pool::detach_loop, BS::thread_pool::submit_loop, ctpl::thread_pool, ctpl::thread_pool::push
// MODELS: muduo::ThreadPool, muduo::ThreadPool::run, muduo::net::EventLoop::runInLoop
#include <small-pools.h>

struct Request {
  int tenant;
};
thread_local const Request *current;

void serve(BS::thread_pool<> &bs, ctpl::thread_pool &ctpl, muduo::ThreadPool &muduo, muduo::net::EventLoop &loop,
           const Request *request) {
  bs.detach_task([=] { current = request; }); // EXPECT: tidepool-missing-remove
  bs.submit_task([=] { current = request; return 1; }); // EXPECT: tidepool-missing-remove
  bs.detach_loop(0, 9, [=](int) { current = request; }); // EXPECT: tidepool-missing-remove
  bs.submit_loop(0, 9, [=](int) { current = request; }); // EXPECT: tidepool-missing-remove
  ctpl.push([=](int) { current = request; }); // EXPECT: tidepool-missing-remove
  muduo.run([=] { current = request; }); // EXPECT: tidepool-missing-remove
  loop.runInLoop([=] { current = request; }); // EXPECT: tidepool-missing-remove
}
