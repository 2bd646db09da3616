// wxWidgets 3.2: wx/tls.h, wx/scopeguard.h.
#pragma once
class wxTlsKey {
public:
  explicit wxTlsKey(void (*destructor)(void *));
  void *Get() const;
  bool Set(void *ptr);
};
template <typename T> class wxTlsValue {
public:
  wxTlsValue();
  ~wxTlsValue();
  T *Get();
  T *operator->();
  T &operator*();
};
class wxScopeGuardImplBase {
public:
  void Dismiss() const;
};
template <class F> class wxScopeGuardImpl0 : public wxScopeGuardImplBase {
public:
  explicit wxScopeGuardImpl0(F fun);
  ~wxScopeGuardImpl0();
};
template <class F> wxScopeGuardImpl0<F> wxMakeGuard(F fun);
typedef const wxScopeGuardImplBase &wxScopeGuard;
