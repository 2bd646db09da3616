// RUN: %expect %s -- %flags_declared
// MODELS: grpc_core::ExecCtx, gRPC EventEngine, grpc_event_engine::experimental::EventEngine::Run
// MODELS: grpc_event_engine::experimental::EventEngine::RunAfter, gRPC reactor, grpc::ServerUnaryReactor::OnDone
// MODELS: gRPC server, grpc::Service
#include <grpc.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *current;
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
    current = request; // EXPECT: tidepool-missing-remove
    return {};
  }
};

class CallbackGreeterImpl final : public Greeter::CallbackService {
  grpc::ServerUnaryReactor *SayHello(grpc::CallbackServerContext *, const Request *request, Request *) override {
    current = request; // EXPECT: tidepool-missing-remove
    return nullptr;
  }
};

struct Reactor : grpc::ServerUnaryReactor {
  const Request *request;
  void OnDone() override {
    current = request; // EXPECT: tidepool-missing-remove
  }
};

struct Reader : grpc::ServerReadReactor<Request> {
  const Request *request;
  void OnReadDone(bool) override {
    current = request; // EXPECT: tidepool-missing-remove
  }
};

struct Closure : grpc_event_engine::experimental::EventEngine::Closure {
  const Request *request;
  void Run() override {
    current = request; // EXPECT: tidepool-missing-remove
  }
};

void serve(grpc_event_engine::experimental::EventEngine &engine, Closure *closure, const Request *request) {
  engine.Run(closure);
  engine.Run([=] {
    current = request; // EXPECT: tidepool-missing-remove
  });
  engine.RunAfter(std::chrono::seconds(1), [=] {
    current = request; // EXPECT: tidepool-missing-remove
  });
}

TASK void core(grpc_core::ExecCtx *context) {
  grpc_core::ExecCtx::Set(context); // EXPECT: tidepool-missing-remove
}
