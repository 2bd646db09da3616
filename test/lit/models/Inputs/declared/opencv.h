// OpenCV 4.6: opencv2/core/utils/tls.hpp, opencv2/core/utility.hpp, opencv2/core/cvstd_wrapper.hpp.
#pragma once
#include <functional>
#include <memory>
#include <vector>
namespace cv {
struct Range {
  int start, end;
};
class TLSDataContainer {
public:
  void cleanup();
  void release();
};
template <typename T> class TLSData : protected TLSDataContainer {
public:
  ~TLSData();
  T *get() const;
  T &getRef() const;
  void cleanup();
};
class ParallelLoopBody {
public:
  virtual ~ParallelLoopBody();
  virtual void operator()(const Range &range) const = 0;
};
void parallel_for_(const Range &range, const ParallelLoopBody &body, double nstripes = -1.);
void parallel_for_(const Range &range, std::function<void(const Range &)> functor, double nstripes = -1.);
template <typename T, typename... A> std::shared_ptr<T> makePtr(const A &...a) { return nullptr; }
} // namespace cv
