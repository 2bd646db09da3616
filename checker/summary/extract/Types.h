//===- Types.h - What kinds of types there are ---------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SUMMARY_EXTRACT_TYPES_H
#define TIDEPOOL_CHECKER_SUMMARY_EXTRACT_TYPES_H

#include "checker/model/Model.h"
#include "checker/summary/extract/Names.h"

namespace tidepool::summary::extraction {

/// What a library class is to extraction. User classes are Other: their bodies speak for them.
enum class Role : uint8_t {
  Other,
  SmartPointer,
  SharedPointer,
  WeakPointer,
  Optional,
  Container,
  String,
  Callable,  ///< std::function and its kind, packaged_task
  Reference, ///< reference_wrapper
  Atomic,
  Pair,
  View,      ///< string_view, span
  Coroutine, ///< coroutine_handle
};

/// Questions about types, answered once per class.
class Types {
public:
  Types(clang::ASTContext &Context, Names &N, const model::Index &Models)
      : Context(Context), N(N), Models(Models) {}

  Role role(const clang::CXXRecordDecl *Record);
  Role role(clang::QualType T);
  const model::HolderModel *holder(clang::QualType T);
  const model::GuardModel *guard(clang::QualType T);
  model::HolderMethodRef destructorEffect(const clang::CXXRecordDecl *Record);
  /// The model of a holder class whose destructor takes at least this thread's value with it.
  const model::HolderModel *endingHolder(const clang::CXXRecordDecl *Record);
  const model::ContainerModel *container(const clang::CXXRecordDecl *Record);
  bool isThread(clang::QualType T);
  Content content(clang::QualType T);
  /// A smart pointer to something Plain, or a container of such.
  bool ownsPlain(clang::QualType T);
  /// First template argument's type; null if there is none.
  clang::QualType element(clang::QualType T);
  clang::QualType templateArgument(clang::QualType T, unsigned Index);
  /// Class of the value, or of what a pointer, reference or smart pointer leads to.
  const clang::CXXRecordDecl *classOf(clang::QualType T);
  bool isPointerLike(clang::QualType T);
  /// Would the end of such an object's life run code that the program wrote, or that a model knows?
  bool endMatters(clang::QualType T);
  /// A class of the program's own whose destructor is virtual: the end of a derived object may run any.
  bool endsVirtually(clang::QualType T);
  bool isSystem(const clang::CXXRecordDecl *Record) { return N.isSystem(Record); }

private:
  bool recordEndMatters(const clang::CXXRecordDecl *Record);
  Content contentOf(clang::QualType T, unsigned Depth);

  clang::ASTContext &Context;
  Names &N;
  const model::Index &Models;
  llvm::DenseMap<const clang::Decl *, Role> Roles;
  llvm::DenseMap<const clang::Decl *, bool> Ends;
  llvm::DenseMap<const clang::Decl *, Content> Contents;
};

} // namespace tidepool::summary::extraction

#endif // TIDEPOOL_CHECKER_SUMMARY_EXTRACT_TYPES_H
