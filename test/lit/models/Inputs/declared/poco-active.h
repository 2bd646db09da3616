// POCO 1.13: Poco/ActiveThreadPool.h, which Debian 12's 1.11 does not have.
#pragma once
#include <Poco/Runnable.h>
#include <Poco/Thread.h>
namespace Poco {
class ActiveThreadPool {
public:
  void start(Runnable &target);
  void startWithPriority(Thread::Priority priority, Runnable &target);
};
} // namespace Poco
