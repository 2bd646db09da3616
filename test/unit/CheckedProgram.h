//===- CheckedProgram.h - Runs the checks on a program made by hand -------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TEST_UNIT_CHECKEDPROGRAM_H
#define TIDEPOOL_TEST_UNIT_CHECKEDPROGRAM_H

#include "checker/checks/Registry.h"
#include "checker/model/Model.h"
#include "test/unit/SummaryBuilder.h"
#include <algorithm>

namespace tidepool::build {

using Strings = std::vector<std::string>;

class CheckedProgram : public testing::Test {
protected:
  Unit U;
  const At Tl = global("tl");
  const Val Mine = load(self() / "cap(r)");
  model::Catalogue Models;
  checks::Options Opts;
  checks::Outcome Last;

  /// A task on a library's pool that knows its request as cap(r).
  Fn &task(const std::string &Ex = "store", const std::string &Name = "task") {
    U.fn("main", 1).flag(IsMain).at(100).submit(closure(Name, {{"cap(r)", load(param(0))}}), Ex);
    return U.lambda(Name);
  }
  Fn &anotherTask() {
    U.fn("second", 1).submit(closure("another", {{"cap(r)", load(param(0))}}), "store");
    return U.lambda("another");
  }
  /// "missing-remove tl:7"
  template <class... Us> Strings found(Us &...Units) {
    std::vector<TUSummary> All;
    (All.push_back(Units.take()), ...);
    model::Index Index(Models);
    Last = checks::run(std::move(All), Index, Opts);
    Strings R;
    for (const checks::Finding &F : Last.Findings)
      R.push_back(F.Check.substr(9) + " " + F.Holder + ":" + std::to_string(F.Primary.Line));
    return R;
  }
  Strings found() { return found(U); }
  bool has(checks::Step::Kind K, uint32_t Line) {
    return !Last.Findings.empty() &&
           std::any_of(Last.Findings[0].Steps.begin(), Last.Findings[0].Steps.end(),
                       [&](const checks::Step &S) { return S.K == K && S.At.Line == Line; });
  }
  const Strings None;
};
using Kind = checks::Step::Kind;

} // namespace tidepool::build

#endif // TIDEPOOL_TEST_UNIT_CHECKEDPROGRAM_H
