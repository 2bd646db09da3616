// RUN: %expect %s -- %flags_declared
#include <grpc.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};
// What the generator makes.
struct Greeter {
  class Service : public ::grpc::Service {
  public:
    virtual ::grpc::Status SayHello(::grpc::ServerContext *context, const Request *request, Request *response);
  };
  class CallbackService : public ::grpc::Service {
  public:
    virtual ::grpc::ServerUnaryReactor *SayHello(::grpc::CallbackServerContext *context, const Request *request,
                                                 Request *response);
  };
};

// What is written by hand.
class GreeterImpl final : public Greeter::Service {
  grpc::Status SayHello(grpc::ServerContext *, const Request *request, Request *) override {
    Scope scope(request);
    return {};
  }
};

class CallbackGreeterImpl final : public Greeter::CallbackService {
  grpc::ServerUnaryReactor *SayHello(grpc::CallbackServerContext *, const Request *request, Request *) override {
    Scope scope(request);
    return nullptr;
  }
};

struct Reactor : grpc::ServerUnaryReactor {
  const Request *request;
  void OnDone() override {
    Scope scope(request);
  }
};

struct Reader : grpc::ServerReadReactor<Request> {
  const Request *request;
  void OnReadDone(bool) override {
    Scope scope(request);
  }
};

struct Closure : grpc_event_engine::experimental::EventEngine::Closure {
  const Request *request;
  void Run() override {
    Scope scope(request);
  }
};

void serve(grpc_event_engine::experimental::EventEngine &engine, Closure *closure, const Request *request) {
  engine.Run(closure);
  engine.Run([=] {
    Scope scope(request);
  });
  engine.RunAfter(std::chrono::seconds(1), [=] {
    Scope scope(request);
  });
}

TASK void core(grpc_core::ExecCtx *context) {
  grpc_core::ExecCtx::Set(context);
  grpc_core::ExecCtx::Set(nullptr);
}
