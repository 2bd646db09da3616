// LLVM 14: llvm/Support/ThreadLocal.h, which later releases do not have.
#pragma once
namespace llvm::sys {
class ThreadLocalImpl {
public:
  ThreadLocalImpl();
  virtual ~ThreadLocalImpl();
};
template <class T> class ThreadLocal : public ThreadLocalImpl {
public:
  T *get();
  operator T *();
  void set(T *d);
  void erase();
};
} // namespace llvm::sys
