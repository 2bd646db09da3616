// VTK 9.1: vtkSMPThreadLocal.h, vtkSMPTools.h.
#pragma once
template <typename T> class vtkSMPThreadLocal {
public:
  vtkSMPThreadLocal();
  ~vtkSMPThreadLocal();
  T &Local();
};
class vtkSMPTools {
public:
  template <typename F> static void For(long first, long last, F &f) {}
};
