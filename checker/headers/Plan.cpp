//===- Plan.cpp - Which units share which headers -------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/headers/Plan.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include <map>

using namespace llvm;

namespace tidepool::headers {
namespace {

// In parses of the same headers as text. Measured on the standard library's: 1.3 to make them, 0.1 to 0.2 to
// use them. A little more, since some units will turn out not to go with what was made for them.
constexpr double MakingCost = 1.6, UsingCost = 0.2;
/// Bytes of headers below which looking things up in a file is no faster than parsing them.
constexpr double LeastBytes = 200'000;
/// Each split doubles what is held in memory at most.
constexpr unsigned MostSplits = 4;

using Members = std::vector<size_t>;

/// File and everything that reading it brings in.
BitVector closure(unsigned File, ArrayRef<BitVector> Included) {
  BitVector Files(Included.size());
  Files.set(File);
  for (SmallVector<unsigned> Todo{File}; !Todo.empty();) {
    BitVector New = Included[Todo.pop_back_val()];
    New.reset(Files);
    Files |= New;
    append_range(Todo, New.set_bits());
  }
  return Files;
}

/// The units of one key. Files are bits, numbered in the order in which they were met.
class Group {
public:
  Group(ArrayRef<UnitIncludes> Units, const Members &All);
  void split(const Members &Of, unsigned Left, std::vector<Batch> &Out) const;

private:
  struct Choice {
    BitVector Roots;
    double Saved = 0; ///< in bytes of header text; never negative
  };
  struct Candidate {
    Root R;
    BitVector Closure; ///< the files that reading it brings in
    BitVector Users;   ///< units that include it from their own text
  };

  Choice choose(const Members &Of) const;

  std::vector<double> Sizes;         ///< by file
  std::map<size_t, BitVector> Reads; ///< by unit
  std::vector<Candidate> Candidates; ///< in the order of their first inclusion
};

Group::Group(ArrayRef<UnitIncludes> Units, const Members &All) {
  DenseMap<FileId, unsigned> Bits;
  for (size_t U : All)
    for (auto [File, Size] : Units[U].System)
      if (Bits.try_emplace(File, Bits.size()).second)
        Sizes.push_back(static_cast<double>(Size));
  DenseMap<FileId, size_t> Known;
  for (size_t U : All) {
    BitVector &Own = Reads.try_emplace(U, BitVector(Bits.size())).first->second;
    for (auto [File, Size] : Units[U].System)
      Own.set(Bits.lookup(File));
    std::vector<BitVector> Included(Bits.size(), BitVector(Bits.size()));
    for (auto [From, To] : Units[U].Edges)
      if (Bits.contains(From) && Bits.contains(To))
        Included[Bits.lookup(From)].set(Bits.lookup(To));
    for (const Root &R : Units[U].Roots) {
      if (!Bits.contains(R.File))
        continue;
      BitVector Closure = closure(Bits.lookup(R.File), Included);
      auto [It, New] = Known.try_emplace(R.File, Candidates.size());
      if (New)
        Candidates.push_back({R, Closure, BitVector(Units.size())});
      // One header may bring more here than there: what it always brings is what counts.
      Candidates[It->second].Closure &= Closure;
      Candidates[It->second].Users.set(U);
    }
  }
}

Group::Choice Group::choose(const Members &Of) const {
  Choice C{BitVector(Candidates.size())};
  if (Of.size() < 2)
    return C;
  BitVector Common(Sizes.size(), true), Taken(Sizes.size());
  for (size_t U : Of)
    Common &= Reads.at(U);
  for (auto [I, Root] : enumerate(Candidates)) {
    // Closure.test(Common): a bit of the first that the second lacks.
    if (Root.Closure.test(Common))
      continue;
    C.Roots.set(I);
    Taken |= Root.Closure;
  }
  double Bytes = 0;
  for (unsigned F : Taken.set_bits())
    Bytes += Sizes[F];
  if (Bytes >= LeastBytes)
    C.Saved = std::max(0.0, Bytes * ((1 - UsingCost) * static_cast<double>(Of.size()) - MakingCost));
  return C;
}

/// Divides by the header that brings the most if the units that include it go by themselves.
void Group::split(const Members &Of, unsigned Left, std::vector<Batch> &Out) const {
  Choice Whole = choose(Of);
  // A little more is not worth another header in memory.
  double Best = Whole.Saved * 1.05;
  Members BestWith, BestWithout;
  for (const Candidate &C : Candidates) {
    if (Left == 0)
      break;
    Members With, Without;
    for (size_t U : Of)
      (C.Users.test(U) ? With : Without).push_back(U);
    if (With.size() < 2 || Without.empty())
      continue;
    double Sum = choose(With).Saved + choose(Without).Saved;
    if (Sum > Best) {
      Best = Sum;
      BestWith = std::move(With);
      BestWithout = std::move(Without);
    }
  }
  if (!BestWith.empty()) {
    split(BestWith, Left - 1, Out);
    split(BestWithout, Left - 1, Out);
  } else if (Whole.Saved > 0) {
    Batch &B = Out.emplace_back();
    B.Units = Of;
    for (unsigned I : Whole.Roots.set_bits())
      B.Roots.push_back(Candidates[I].R);
  }
}

} // namespace

std::vector<Batch> plan(ArrayRef<UnitIncludes> Units) {
  std::map<std::string, Members> Keys;
  for (auto [I, U] : enumerate(Units))
    if (!U.Key.empty())
      Keys[U.Key].push_back(I);
  std::vector<Batch> Batches;
  for (auto &[Key, All] : Keys)
    if (All.size() > 1)
      Group(Units, All).split(All, MostSplits, Batches);
  return Batches;
}

} // namespace tidepool::headers
