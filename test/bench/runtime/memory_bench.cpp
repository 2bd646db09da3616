//===- memory_bench.cpp - What a thread's values take ---------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Prints "memory KEYS BYTES" for 8, 64 and 1024 keys: what the heap gives to a thread that sets them all, the
// allocator's overhead included. Values are pointers, so only the map counts, as in JavaBench's -memory.

#include "tidepool/thread_local.h"
#include <cstdio>
#include <malloc.h>
#include <memory>
#include <new>
#include <thread>
#include <vector>

static __thread std::size_t Bytes;

void *operator new(std::size_t Size) {
  void *P = std::malloc(Size);
  if (!P)
    throw std::bad_alloc();
  Bytes += malloc_usable_size(P) + sizeof(std::size_t);
  return P;
}
void *operator new(std::size_t Size, const std::nothrow_t &) noexcept { return operator new(Size); }
void operator delete(void *P) noexcept {
  if (P)
    Bytes -= malloc_usable_size(P) + sizeof(std::size_t);
  std::free(P);
}
void operator delete(void *P, std::size_t) noexcept { operator delete(P); }

int main() {
  for (std::size_t Keys : {1u, 8u, 64u, 1024u}) {
    std::vector<std::unique_ptr<tidepool::ThreadLocal<void *>>> Holders;
    for (std::size_t I = 0; I != Keys; ++I)
      Holders.push_back(std::make_unique<tidepool::ThreadLocal<void *>>());
    std::thread([&] {
      std::size_t Before = Bytes;
      for (auto &H : Holders)
        H->set(&Holders);
      std::printf("memory %zu %zu\n", Keys, Bytes - Before);
    }).join();
  }
}
