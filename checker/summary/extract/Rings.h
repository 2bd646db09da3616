//===- Rings.h - Indices of hand-written rings and stacks ----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A hand-written queue has no pop(): it reads an element of an array and moves
// a shared index on, in this or that order (`job = ring[head]; head = (head + 1)
// % n`, `cell = &cells[pos & mask]` with a compare-and-swap of the head). Which
// indices move is a question about the whole body, asked before it is walked.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SUMMARY_EXTRACT_RINGS_H
#define TIDEPOOL_CHECKER_SUMMARY_EXTRACT_RINGS_H

#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseSet.h"

namespace tidepool::summary::extraction {

using IndexSet = llvm::DenseSet<const clang::ValueDecl *>;

/// Fields and variables of static duration that the body counts up or down, and locals that were made from them.
/// Linear in the size of the body.
IndexSet movingIndices(const clang::Stmt *Body);

/// Is one of them named in the expression?
bool mentions(const clang::Stmt *E, const IndexSet &Indices);

} // namespace tidepool::summary::extraction

#endif // TIDEPOOL_CHECKER_SUMMARY_EXTRACT_RINGS_H
