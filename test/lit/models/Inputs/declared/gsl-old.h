// GSL before 4.0: gsl/gsl_util, whose guard can be dismissed.
#pragma once
namespace gsl {
template <class F> class final_act {
public:
  explicit final_act(F f) noexcept {}
  ~final_act() {}
  void dismiss() {}
};
} // namespace gsl
