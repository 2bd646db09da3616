// REQUIRES: tbb
// RUN: %expect %s
// The device stays switched; another task allocates wherever the thread was last. What is declared here is from the CUDA headers.

#include <cstddef>
#include <oneapi/tbb/task_group.h>

extern "C" int cudaSetDevice(int device);
extern "C" int cudaGetDevice(int *device);
extern "C" int cudaMalloc(void **memory, std::size_t size);

static void stage(int device) {
  cudaSetDevice(device); // EXPECT: tidepool-ambient-state
  void *memory;
  cudaMalloc(&memory, 4096);
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
