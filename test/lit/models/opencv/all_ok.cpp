// RUN: %expect %s -- %flags_declared
#include <opencv.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
struct Names {
  std::shared_ptr<const Request> current;
};

cv::TLSData<Names> slot;
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

TASK void set(const Request &request) {
  slot.getRef().current = cv::makePtr<Request>(request);
  slot.getRef().current = nullptr;
}

struct Body : cv::ParallelLoopBody {
  const Request *request;
  void operator()(const cv::Range &) const override { Scope scope(request); }
};

void serve(const Body &body, const Request *request) {
  cv::parallel_for_({0, 9}, body);
  cv::parallel_for_({0, 9}, [=](const cv::Range &) { Scope scope(request); });
}
