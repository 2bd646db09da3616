// AWS SDK for C++: aws/core/utils/threading/Executor.h. PooledThreadExecutor uses its threads again.
#pragma once
#include <functional>
#include <memory>
namespace Aws {
template <typename T, typename... A> std::shared_ptr<T> MakeShared(const char *tag, A &&...a) { return nullptr; }
} // namespace Aws
namespace Aws::Utils::Threading {
class Executor {
public:
  virtual ~Executor();
  template <class Fn, class... Args> bool Submit(Fn &&fn, Args &&...args) {}
protected:
  virtual bool SubmitToThread(std::function<void()> &&) = 0;
};
class PooledThreadExecutor : public Executor {
protected:
  bool SubmitToThread(std::function<void()> &&) override;
};
} // namespace Aws::Utils::Threading
