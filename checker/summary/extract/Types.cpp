//===- Types.cpp - What kinds of types there are -------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/Types.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using llvm::StringRef;

namespace tidepool::summary::extraction {

static Role roleByName(StringRef Name) {
  return llvm::StringSwitch<Role>(Name)
      .Cases("std::unique_ptr", "std::auto_ptr", "boost::scoped_ptr", "boost::movelib::unique_ptr",
             "QScopedPointer", "boost::interprocess::unique_ptr", Role::SmartPointer)
      .Cases("std::shared_ptr", "std::__shared_ptr", "std::__shared_ptr_access", "boost::shared_ptr",
             "boost::intrusive_ptr", "QSharedPointer", "Poco::SharedPtr", "Poco::AutoPtr", "gsl::not_null",
             Role::SharedPointer)
      .Cases("std::weak_ptr", "std::__weak_ptr", "boost::weak_ptr", Role::WeakPointer)
      .Cases("std::optional", "boost::optional", "absl::optional", "std::experimental::optional",
             Role::Optional)
      .Cases("std::basic_string", "QString", "QByteArray", "Glib::ustring", Role::String)
      .Cases("std::function", "std::move_only_function", "std::packaged_task", "boost::function",
             "std::copyable_function", "std::_Function_base", "boost::packaged_task", "std::_Bind",
             "folly::Function", "absl::AnyInvocable", Role::Callable)
      .Cases("std::reference_wrapper", "boost::reference_wrapper", Role::Reference)
      .Cases("std::atomic", "std::__atomic_base", "boost::atomic", "std::atomic_flag", Role::Atomic)
      .Cases("std::pair", "std::tuple", "std::__pair_base", Role::Pair)
      .Cases("std::basic_string_view", "std::span", "std::experimental::basic_string_view", Role::View)
      .Cases("std::coroutine_handle", "std::experimental::coroutine_handle", Role::Coroutine)
      .Default(Role::Other);
}

Role Types::role(const CXXRecordDecl *Record) {
  if (!Record)
    return Role::Other;
  auto [It, New] = Roles.try_emplace(Record->getCanonicalDecl(), Role::Other);
  if (!New)
    return It->second;
  Role R = Role::Other;
  if (const IdentifierInfo *Id = Record->getIdentifier(); Id && !Record->isLambda()) {
    StringRef Name = N.qualified(Record);
    R = roleByName(Name);
    if (R == Role::Other && Models.mentions(Id->getName())) {
      if (Models.container(Name))
        R = Role::Container;
      else if (const auto *C = Models.callable(Name);
               C && (C->K == model::CallableModel::Kind::Identity ||
                     C->K == model::CallableModel::Kind::KeepsExceptions))
        R = Role::Callable;
    }
    if (R == Role::Other && N.isSystem(Record) && Name.starts_with("std::"))
      R = llvm::StringSwitch<Role>(Id->getName())
              .Cases("vector", "deque", "list", "queue", "stack", "priority_queue", "array", Role::Container)
              .Cases("map", "set", "unordered_map", "unordered_set", "multimap", "multiset", Role::Container)
              .Cases("forward_list", "unordered_multimap", "unordered_multiset", Role::Container)
              .Default(Role::Other);
  }
  return Roles[Record->getCanonicalDecl()] = R;
}

Role Types::role(QualType T) { return T.isNull() ? Role::Other : role(T->getAsCXXRecordDecl()); }

const model::ContainerModel *Types::container(const CXXRecordDecl *Record) {
  if (!Record || !Record->getIdentifier() || !Models.mentions(Record->getName()))
    return nullptr;
  return Models.container(N.qualified(Record));
}

/// A holder class, or a typedef that names a key type; through arrays, not through pointers.
const model::HolderModel *Types::holder(QualType T) {
  if (T.isNull())
    return nullptr;
  T = T.getNonReferenceType();
  if (const auto *Array = Context.getAsArrayType(T))
    T = Array->getElementType();
  if (const auto *Record = T->getAsCXXRecordDecl();
      Record && Record->getIdentifier() && Models.mentions(Record->getName()))
    if (const model::HolderModel *M = Models.holderClass(N.qualified(Record)))
      return M;
  while (true) {
    QualType Next;
    if (const auto *Typedef = dyn_cast<TypedefType>(T.getTypePtr())) {
      if (Models.mentions(Typedef->getDecl()->getName()))
        if (const auto *M = Models.keyType(N.qualified(Typedef->getDecl())))
          return M;
      Next = Typedef->desugar();
    } else {
      Next = T.getSingleStepDesugaredType(Context);
    }
    if (Next == T)
      break;
    T = Next;
  }
  if (const auto *Pointer = T->getAs<PointerType>()) // apr_threadkey_t *, CRYPTO_THREAD_LOCAL *
    if (const auto *Tag = Pointer->getPointeeType()->getAsTagDecl(); Tag && Tag->getIdentifier())
      if (Models.mentions(Tag->getName()))
        return Models.keyType(N.qualified(Tag));
  if (const auto *Tag = T->getAsTagDecl(); Tag && Tag->getIdentifier() && Models.mentions(Tag->getName()))
    return Models.keyType(N.qualified(Tag));
  return nullptr;
}

const model::GuardModel *Types::guard(QualType T) {
  if (T.isNull())
    return nullptr;
  const auto *Record = T->getAsCXXRecordDecl();
  if (!Record || !Record->getIdentifier() || !Models.mentions(Record->getName()))
    return nullptr;
  const model::GuardModel *G = Models.guardClass(N.qualified(Record));
  // A guard class whose bodies we read needs no model, unless it works on what a library keeps to itself.
  if (G && !N.isSystem(Record) && G->K != model::GuardModel::Kind::Clears)
    return nullptr;
  // Deleters of smart pointers are followed as such.
  return G && G->K != model::GuardModel::Kind::Deleter ? G : nullptr;
}

/// A class of a library whose destructor changes a holder (Poco::NDCScope).
model::HolderMethodRef Types::destructorEffect(const CXXRecordDecl *Record) {
  if (!Record || !Record->getIdentifier() || !N.isSystem(Record))
    return {};
  std::string Name = ("~" + Record->getName()).str();
  if (!Models.mentions(Name))
    return {};
  return Models.holderMethod((N.qualified(Record) + "::" + Name).str());
}

const model::HolderModel *Types::endingHolder(const CXXRecordDecl *Record) {
  if (!Record || !Record->getIdentifier())
    return nullptr;
  const model::HolderModel *M = holder(Context.getRecordType(Record));
  return M && M->K == model::HolderModel::Kind::Class && M->AtHolderEnd != model::HolderEnd::Nothing ? M : nullptr;
}

bool Types::isThread(QualType T) {
  const auto *Record = T.isNull() ? nullptr : T->getAsCXXRecordDecl();
  if (!Record || !Record->getIdentifier() || !Models.mentions(Record->getName()))
    return false;
  const auto *C = Models.callable(N.qualified(Record));
  return C && C->K == model::CallableModel::Kind::Spawns;
}

QualType Types::templateArgument(QualType T, unsigned Index) {
  const auto *Spec =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(T.isNull() ? nullptr : T->getAsCXXRecordDecl());
  if (!Spec || Spec->getTemplateArgs().size() <= Index)
    return {};
  const TemplateArgument &A = Spec->getTemplateArgs()[Index];
  return A.getKind() == TemplateArgument::Type ? A.getAsType() : QualType();
}

QualType Types::element(QualType T) { return templateArgument(T, 0); }

bool Types::isPointerLike(QualType T) {
  if (T->isAnyPointerType() || T->isReferenceType())
    return true;
  Role R = role(T);
  return R == Role::SmartPointer || R == Role::SharedPointer || R == Role::Reference;
}

const CXXRecordDecl *Types::classOf(QualType T) {
  for (unsigned Depth = 0; Depth < 8 && !T.isNull(); ++Depth) {
    if (T->isReferenceType() || T->isAnyPointerType()) {
      T = T->getPointeeType();
    } else if (const auto *Array = Context.getAsArrayType(T)) {
      T = Array->getElementType();
    } else {
      Role R = role(T);
      if (R != Role::SmartPointer && R != Role::SharedPointer && R != Role::Reference)
        return T->getAsCXXRecordDecl();
      T = element(T);
    }
  }
  return nullptr;
}

Content Types::content(QualType T) { return contentOf(T, 0); }

static Content worse(Content A, Content B) { return std::max(A, B); }

Content Types::contentOf(QualType T, unsigned Depth) {
  if (T.isNull() || Depth > 8)
    return Content::Plain;
  if (T->isFunctionPointerType() || T->isMemberFunctionPointerType())
    return Content::Plain;
  if (T->isAnyPointerType()) {
    // A string literal's address outlives every task; other pointers may not.
    return Content::Pointing;
  }
  if (T->isReferenceType())
    return Content::Pointing;
  if (const auto *Array = Context.getAsArrayType(T))
    return contentOf(Array->getElementType(), Depth + 1);
  const auto *Record = T->getAsCXXRecordDecl();
  if (!Record) {
    Content C = Content::Plain;
    if (const RecordDecl *Struct = T->getAsRecordDecl()) // C
      for (const FieldDecl *F : Struct->fields())
        C = worse(C, contentOf(F->getType(), Depth + 1));
    return C;
  }
  auto [It, New] = Contents.try_emplace(Record->getCanonicalDecl(), Content::Plain);
  if (!New)
    return It->second;
  Content C = Content::Plain;
  StringRef Name = Record->getIdentifier() ? N.qualified(Record) : StringRef();
  if (Name == "std::any" || Name == "boost::any" || Name == "std::exception_ptr" ||
      Name == "std::shared_future" || Name == "std::future" || Name == "std::promise")
    return Contents[Record->getCanonicalDecl()] = Content::Owning;
  bool Alternatives = Name == "std::variant" || Name == "std::expected" || Name == "boost::variant" ||
                      Name == "boost::variant2::variant" || Name == "absl::variant";
  switch (Alternatives ? Role::Container : role(Record)) {
  case Role::SmartPointer:
  case Role::SharedPointer:
  case Role::Callable:
  case Role::Coroutine:
    C = Content::Owning;
    break;
  case Role::WeakPointer:
  case Role::View:
  case Role::Reference:
    C = Content::Pointing;
    break;
  case Role::String:
    break;
  case Role::Optional:
  case Role::Container:
  case Role::Pair:
  case Role::Atomic:
    if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(Record))
      for (const TemplateArgument &A : Spec->getTemplateArgs().asArray()) {
        if (A.getKind() == TemplateArgument::Type) {
          const auto *Arg = A.getAsType()->getAsCXXRecordDecl();
          bool Policy = Arg && N.isSystem(Arg) && role(Arg) == Role::Other; // allocator, less, hash
          if (!Policy)
            C = worse(C, contentOf(A.getAsType(), Depth + 1));
        } else if (A.getKind() == TemplateArgument::Pack) {
          for (const TemplateArgument &P : A.pack_elements())
            if (P.getKind() == TemplateArgument::Type)
              C = worse(C, contentOf(P.getAsType(), Depth + 1));
        }
      }
    break;
  case Role::Other: {
    if (N.isSystem(Record))
      C = Content::Plain;
    else if (Record->hasDefinition()) {
      for (const FieldDecl *F : Record->fields())
        C = worse(C, contentOf(F->getType(), Depth + 1));
      for (const CXXBaseSpecifier &B : Record->bases())
        C = worse(C, contentOf(B.getType(), Depth + 1));
    }
    break;
  }
  }
  return Contents[Record->getCanonicalDecl()] = C;
}

bool Types::ownsPlain(QualType T) {
  switch (role(T)) {
  case Role::SmartPointer:
  case Role::SharedPointer: {
    const auto *Pointee = element(T)->getAsCXXRecordDecl();
    return content(element(T)) == Content::Plain && !(Pointee && Pointee->hasDefinition() && Pointee->isPolymorphic());
  }
  case Role::Optional:
  case Role::Container:
    return ownsPlain(element(T));
  default:
    return false;
  }
}

bool Types::endMatters(QualType T) {
  if (T.isNull() || T->isReferenceType() || T.isDestructedType() == QualType::DK_none)
    return false;
  if (const auto *Array = Context.getAsArrayType(T))
    return endMatters(Array->getElementType());
  const auto *Record = T->getAsCXXRecordDecl();
  return Record && Record->hasDefinition() && recordEndMatters(Record->getDefinition());
}

bool Types::endsVirtually(QualType T) {
  const auto *Record = T.isNull() ? nullptr : T->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition() || N.isSystem(Record))
    return false;
  const CXXDestructorDecl *D = Record->getDefinition()->getDestructor();
  return D && D->isVirtual();
}

bool Types::recordEndMatters(const CXXRecordDecl *Record) {
  auto [It, New] = Ends.try_emplace(Record->getCanonicalDecl(), false);
  if (!New)
    return It->second;
  auto Answer = [&](bool B) { return Ends[Record->getCanonicalDecl()] = B; };
  QualType T = Context.getRecordType(Record);
  if (guard(T))
    return Answer(true);
  switch (role(Record)) {
  case Role::SmartPointer: {
    QualType Deleter = templateArgument(T, 1);
    const auto *D = Deleter.isNull() ? nullptr : Deleter->getAsCXXRecordDecl();
    if (!Deleter.isNull() && (!D || !N.isSystem(D) || role(D) == Role::Callable))
      return Answer(true);
    return Answer(endMatters(element(T)));
  }
  case Role::SharedPointer:
    return Answer(true); // decided where it is made: a deleter or a class that matters
  case Role::Optional:
    return Answer(endMatters(element(T)));
  case Role::Other:
    break;
  default:
    return Answer(false);
  }
  if (endingHolder(Record))
    return Answer(true);
  if (N.isSystem(Record)) {
    bool PthreadCleanup = Record->getIdentifier() && Record->getName() == "__pthread_cleanup_class";
    return Answer(PthreadCleanup || destructorEffect(Record).Method);
  }
  if (Record->hasUserDeclaredDestructor() && Record->getDestructor() &&
      Record->getDestructor()->isUserProvided())
    return Answer(true);
  for (const FieldDecl *F : Record->fields())
    if (endMatters(F->getType()) && role(F->getType()) != Role::SharedPointer)
      return Answer(true);
  for (const CXXBaseSpecifier &B : Record->bases())
    if (endMatters(B.getType()))
      return Answer(true);
  return Answer(false);
}

} // namespace tidepool::summary::extraction
