// RUN: %expect %s -- %flags_declared
// MODELS: cv::TLSData, cv::parallel_for_, cv::ParallelLoopBody::operator(), cv::makePtr
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

TASK void set(const Request &request) {
  slot.getRef().current = cv::makePtr<Request>(request); // EXPECT: tidepool-missing-remove
}

struct Body : cv::ParallelLoopBody {
  const Request *request;
  void operator()(const cv::Range &) const override { current = request; } // EXPECT: tidepool-missing-remove
};

void serve(const Body &body, const Request *request) {
  cv::parallel_for_({0, 9}, body);
  cv::parallel_for_({0, 9}, [=](const cv::Range &) { current = request; }); // EXPECT: tidepool-missing-remove
}
