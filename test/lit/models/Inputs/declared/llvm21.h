// LLVM 21: llvm/ADT/STLForwardCompat.h, which LLVM 19 has without these.
#pragma once
namespace llvm {
template <typename F> struct Bound {
  void operator()() {}
};
template <typename F, typename... A> Bound<F> bind_front(F &&f, A &&...args) {}
template <typename F, typename... A> Bound<F> bind_back(F &&f, A &&...args) {}
} // namespace llvm
