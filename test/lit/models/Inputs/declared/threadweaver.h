// KDE's ThreadWeaver 5.103: ThreadWeaver/{jobinterface,queue,lambda,queueing}.h.
#pragma once
#include <memory>
namespace ThreadWeaver {
class Thread;
class JobInterface {
public:
  virtual ~JobInterface();

protected:
  virtual void run(std::shared_ptr<JobInterface> self, Thread *thread) = 0;
};
using JobPointer = std::shared_ptr<JobInterface>;
class Job : public JobInterface {};
class Queue {
public:
  void enqueue(const JobPointer &job);
};
template <class T> JobPointer make_job(T &&t) {}
template <class T> JobPointer enqueue(T &&t) {}
template <class T> JobPointer enqueue(Queue *weaver, T &&t) {}
} // namespace ThreadWeaver
