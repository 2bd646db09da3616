// gRPC 1.51: grpcpp/impl/service_type.h, grpcpp/server_context.h, grpcpp/support/server_callback.h,
// grpc/event_engine/event_engine.h, src/core/lib/iomgr/exec_ctx.h, and what the generator makes of
// `service Greeter { rpc SayHello(HelloRequest) returns (HelloReply); }`.
#pragma once
#include <chrono>
#include <functional>
namespace grpc {
class Status {};
class ServerContextBase {};
class ServerContext : public ServerContextBase {};
class CallbackServerContext : public ServerContextBase {};
class Service {
public:
  virtual ~Service();
};
class ServerUnaryReactor {
public:
  virtual ~ServerUnaryReactor();
  virtual void OnDone() = 0;
  virtual void OnCancel();
};
template <class Request> class ServerReadReactor {
public:
  virtual ~ServerReadReactor();
  virtual void OnReadDone(bool ok);
};
} // namespace grpc
namespace grpc_event_engine::experimental {
class EventEngine {
public:
  class Closure {
  public:
    virtual ~Closure();
    virtual void Run() = 0;
  };
  virtual ~EventEngine();
  virtual void Run(Closure *closure) = 0;
  virtual void Run(std::function<void()> closure) = 0;
  virtual int RunAfter(std::chrono::nanoseconds when, std::function<void()> closure) = 0;
};
} // namespace grpc_event_engine::experimental
namespace grpc_core {
class ExecCtx {
public:
  ExecCtx();
  virtual ~ExecCtx();
  static ExecCtx *Get();
  static void Set(ExecCtx *exec_ctx);
};
} // namespace grpc_core
