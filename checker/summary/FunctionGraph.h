//===- FunctionGraph.h - Questions about one function's graph -------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SUMMARY_FUNCTIONGRAPH_H
#define TIDEPOOL_CHECKER_SUMMARY_FUNCTIONGRAPH_H

#include "checker/summary/Summary.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace tidepool::summary {

/// Can the node run again in the same call of its function? Loops with a constant bound count. Linear.
bool inCycle(const Function &Fn, NodeId N);

/// Is the node reached behind one side of a branch with two, and not behind the other, until the branch comes again?
/// Linear.
bool onOneSide(const Function &Fn, NodeId Branch, NodeId N);

/// Nodes that can come behind From, itself only where it comes again, on ways that do not go through Without (None:
/// all ways). Linear.
std::vector<bool> behind(const Function &Fn, NodeId From, NodeId Without = None);

/// Calls Found for the nodes that read what Val is made of as seen at node Before, or that call what returned it.
/// Variables are followed to the store before; of differences of two readings nothing is found. Looks back over a
/// bounded number of nodes.
void forEachReading(const Function &Fn, ValueId Val, NodeId Before, llvm::function_ref<void(NodeId)> Found);

} // namespace tidepool::summary

#endif // TIDEPOOL_CHECKER_SUMMARY_FUNCTIONGRAPH_H
