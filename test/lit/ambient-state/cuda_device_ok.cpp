// REQUIRES: tbb
// RUN: %expect %s
// The device is put back. What is declared here is from the CUDA headers.

#include <cstddef>
#include <oneapi/tbb/task_group.h>

extern "C" int cudaSetDevice(int device);
extern "C" int cudaGetDevice(int *device);
extern "C" int cudaMalloc(void **memory, std::size_t size);

static void stage(int device) {
  int old = 0;
  cudaGetDevice(&old);
  if (cudaSetDevice(device) != 0)
    return;
  void *memory;
  cudaMalloc(&memory, 4096);
  cudaSetDevice(old);
}

static void scratch() {
  void *memory;
  cudaMalloc(&memory, 1 << 20);
}

void run(int devices) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < devices; ++i)
    group.run([i] { stage(i); });
  group.run([] { scratch(); });
  group.wait();
}
