//===- DisplayNames.h - What the readable twin calls things ---------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to Dump. A thing is called by its display name if it is the only one
// of that name in the unit, else by name and place, else by name and USR.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SUMMARY_DISPLAYNAMES_H
#define TIDEPOOL_CHECKER_SUMMARY_DISPLAYNAMES_H

#include "checker/summary/Summary.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Path.h"
#include <string>

namespace tidepool::summary {

class DisplayNames {
public:
  explicit DisplayNames(const TUSummary &S) : S(S) {
    for (const std::string &F : S.Files)
      ++BaseNames[llvm::sys::path::filename(F)];
    for (const Function &F : S.Functions)
      add(F.Usr, F.Name, F.L);
    for (const Holder &H : S.Holders)
      add(H.Usr, H.Name, H.L);
    for (const Entity &E : S.Entities)
      add(E.Usr, E.Name, E.L);
    for (const Class &C : S.Classes)
      add(C.Usr, C.Name, Loc());
    for (const auto &[Usr, D] : Things) {
      claim(D.Name.str(), Usr);
      claim(withPlace(D), Usr);
      claim(withoutParameters(D.Name).str(), Usr);
    }
  }

  /// The text of a symbol, with control characters made visible so that a fact stays on its line.
  std::string text(Sym Symbol) const {
    return Symbol < S.Strings.size() ? visible(S.Strings[Symbol]) : "<bad>";
  }

  std::string of(Sym Usr) const {
    const Thing *T = thing(Usr);
    return T ? unambiguous(*T, Usr) : visible(lastComponent(Usr));
  }

  /// A function without the list of its parameters, unless that would leave it open which one is meant.
  std::string callee(Sym Usr) const {
    if (const Thing *T = thing(Usr))
      if (llvm::StringRef Short = withoutParameters(T->Name); only(Short, Usr))
        return visible(Short);
    return of(Usr);
  }
  bool known(Sym Usr) const { return thing(Usr); }

  /// A field as a step of a path, where what stands before it says whose field it is.
  std::string step(Sym Usr) const {
    const Thing *T = thing(Usr);
    return visible(T ? afterLastScope(T->Name) : lastComponent(Usr));
  }

  /// "a.cpp:11:26"; the whole path if two files have the name. Empty for an unknown place.
  std::string place(const Loc &L) const {
    return L.valid() ? file(L.File) + ":" + std::to_string(L.Line) + ":" + std::to_string(L.Col) : "";
  }
  std::string file(uint32_t File) const {
    if (File >= S.Files.size())
      return "<bad>";
    llvm::StringRef Base = llvm::sys::path::filename(S.Files[File]);
    return visible(BaseNames.lookup(Base) == 1 ? Base : llvm::StringRef(S.Files[File]));
  }

  /// Names of internal linkage have the unit's file in their USR.
  bool internal(Sym Usr) const {
    return Usr < S.Strings.size() && !S.MainFile.empty() &&
           llvm::StringRef(S.Strings[Usr]).contains("@" + S.MainFile);
  }

private:
  struct Thing {
    llvm::StringRef Name;
    Loc L;
  };
  static constexpr Sym Several = ~0u;

  const TUSummary &S;
  llvm::StringMap<unsigned> BaseNames;
  llvm::DenseMap<Sym, Thing> Things;
  llvm::StringMap<Sym> Claims; ///< a name to the one USR that has it, or to Several

  void add(Sym Usr, Sym Name, const Loc &L) {
    if (Usr != NoSym && Usr < S.Strings.size() && Name != NoSym && Name < S.Strings.size())
      Things.try_emplace(Usr, Thing{S.Strings[Name], L});
  }
  const Thing *thing(Sym Usr) const {
    auto It = Usr < S.Strings.size() ? Things.find(Usr) : Things.end();
    return It == Things.end() ? nullptr : &It->second;
  }
  void claim(const std::string &Name, Sym Usr) {
    auto [It, New] = Claims.try_emplace(Name, Usr);
    if (!New && It->second != Usr)
      It->second = Several;
  }
  bool only(llvm::StringRef Name, Sym Usr) const {
    auto It = Claims.find(Name);
    return It != Claims.end() && It->second == Usr;
  }

  std::string withPlace(const Thing &T) const { return T.Name.str() + "@" + place(T.L); }
  std::string unambiguous(const Thing &T, Sym Usr) const {
    if (only(T.Name, Usr))
      return visible(T.Name);
    if (std::string Longer = withPlace(T); only(Longer, Usr))
      return visible(Longer);
    return visible(T.Name) + "{" + text(Usr) + "}";
  }

  static std::string visible(llvm::StringRef Text) {
    constexpr size_t Longest = 1000;
    std::string Out;
    for (char C : Text.take_front(Longest))
      if (static_cast<unsigned char>(C) < 0x20 || C == 0x7f)
        Out += std::string("\\x") + llvm::hexdigit((C >> 4) & 15) + llvm::hexdigit(C & 15);
      else
        Out += C;
    return Text.size() > Longest ? Out + "..." : Out;
  }

  /// "Scanner::scan(Segment) const" to "Scanner::scan".
  static llvm::StringRef withoutParameters(llvm::StringRef Name) {
    size_t Close = Name.rfind(')');
    if (Close == llvm::StringRef::npos || Name.starts_with("lambda"))
      return Name;
    int Depth = 0;
    for (size_t I = Close + 1; I-- != 0;) {
      Depth += Name[I] == ')' ? 1 : Name[I] == '(' ? -1 : 0;
      if (Depth == 0 && I != 0 && !Name.take_front(I).ends_with("operator"))
        return Name.take_front(I);
      if (Depth == 0)
        break;
    }
    return Name;
  }

  /// "Server::pool_" to "pool_".
  static llvm::StringRef afterLastScope(llvm::StringRef Name) {
    size_t Scope = Name.rfind("::");
    return Scope == llvm::StringRef::npos ? Name : Name.drop_front(Scope + 2);
  }

  /// Of "c:@N@srv@S@Scanner@F@scan#$@S@Segment#": "scan"; of "...#cap(x)": "cap(x)".
  llvm::StringRef lastComponent(Sym Usr) const {
    if (Usr >= S.Strings.size())
      return "<bad>";
    llvm::StringRef Text = S.Strings[Usr];
    if (size_t Capture = Text.rfind("#cap("); Capture != llvm::StringRef::npos)
      return Text.slice(Capture + 1, Text.find(')', Capture) + 1);
    llvm::StringRef Whole = Text;
    if (!S.MainFile.empty())
      if (size_t At = Text.find("@" + S.MainFile); At != llvm::StringRef::npos)
        Text = Text.take_front(At);
    if (size_t F = Text.rfind("@F@"); F != llvm::StringRef::npos && !Text.contains("@FI@"))
      Text = Text.drop_front(F + 3);
    else
      Text = Text.drop_front(Text.rfind('@') + 1);
    Text = Text.take_until([](char C) { return C == '#'; });
    return Text.empty() ? Whole : Text;
  }
};

} // namespace tidepool::summary

#endif // TIDEPOOL_CHECKER_SUMMARY_DISPLAYNAMES_H
