//===- Flags.cpp - A compiler's flags made fit for Clang's front end ------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/fronts/cli/Flags.h"
#include "clang/Driver/Driver.h"
#include "clang/Driver/Options.h"
#include "clang/Driver/Types.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace clang::driver;

namespace tidepool::fronts {
namespace {

/// What an analysis neither needs nor may do: other stages of the compiler, files written on the side,
/// warnings (they are switched off as a whole), plugins, profiles, other precompiled or resource files.
constexpr unsigned Unneeded[] = {
    options::OPT_o,
    options::OPT_M_Group,
    options::OPT_Action_Group,
    options::OPT_W_Group,
    options::OPT_w,
    options::OPT_R_Group,
    options::OPT_pedantic_Group,
    options::OPT_save_temps_EQ,
    options::OPT__serialize_diags,
    options::OPT_ftime_trace,
    options::OPT_ftime_trace_EQ,
    options::OPT_ftime_report,
    options::OPT_H,
    options::OPT_v,
    options::OPT__HASH_HASH_HASH,
    options::OPT_fplugin_EQ,
    options::OPT_fplugin_arg,
    options::OPT_fpass_plugin_EQ,
    options::OPT_fprofile_use_EQ,
    options::OPT_fprofile_instr_use,
    options::OPT_fprofile_instr_use_EQ,
    options::OPT_fprofile_sample_use_EQ,
    options::OPT_resource_dir,
    options::OPT_fcolor_diagnostics,
    options::OPT_fno_color_diagnostics,
    options::OPT_fmax_errors_EQ,
    options::OPT_ferror_limit_EQ,
};

/// Only the machine code looks different with these.
constexpr unsigned ForCodeOnly[] = {
    options::OPT_fPIC, options::OPT_fno_PIC, options::OPT_fpic,    options::OPT_fno_pic, options::OPT_fPIE,
    options::OPT_fpie, options::OPT_fno_PIE, options::OPT_fno_pie, options::OPT_g_Group,
};

bool isOneOf(const opt::Option &O, ArrayRef<unsigned> Ids) {
  return any_of(Ids, [&](unsigned Id) { return O.matches(Id); });
}

struct Parsed {
  SmallVector<const char *, 64> Strings; ///< without the compiler
  opt::InputArgList Args;
  bool ClMode;
};

Parsed parse(const std::vector<std::string> &Arguments) {
  SmallVector<const char *, 64> Strings;
  for (const std::string &A : drop_begin(Arguments))
    Strings.push_back(A.c_str());
  bool Cl = IsClangCL(getDriverMode(Arguments.front(), Strings));
  unsigned MissingIndex, MissingCount;
  opt::InputArgList Args = getDriverOptTable().ParseArgs(
      Strings, MissingIndex, MissingCount, opt::Visibility(Cl ? options::CLOption : options::ClangOption));
  return {std::move(Strings), std::move(Args), Cl};
}

class Adjuster {
public:
  Adjuster(const std::vector<std::string> &Arguments, StringRef File, StringRef Directory)
      : Compiler(Arguments.front()), File(File), Directory(Directory), In(parse(Arguments)) {}
  AdjustedFlags run();

private:
  bool keep(const opt::Arg &A);
  bool keepForwarded(StringRef Value);
  bool keepInput(const opt::Arg &A);
  bool isFile(StringRef Input) const;
  void replacePrecompiledHeaders();
  void classify();
  void addOwn();

  std::string Compiler;
  StringRef File, Directory;
  Parsed In;
  AdjustedFlags Out;
  bool DropForwardedValue = false;    ///< the next -Xclang is the value of one that was dropped
  std::string Language, FileLanguage; ///< the last -x; the one that held for the file
  std::vector<std::string> Precompiled;
  StringSet<> Included;
};

bool Adjuster::isFile(StringRef Input) const {
  SmallString<256> Path(Input);
  sys::fs::make_absolute(Directory, Path);
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return Path == File;
}

/// The file is put at the end again; objects, libraries and other units of the same run are left out.
bool Adjuster::keepInput(const opt::Arg &A) {
  if (FileLanguage.empty() || isFile(A.getValue()))
    FileLanguage = Language;
  return false;
}

/// -Xclang hands a word to the front end; a flag with a value takes two of them.
bool Adjuster::keepForwarded(StringRef Value) {
  if (std::exchange(DropForwardedValue, false))
    return false;
  if (Value == "-emit-pch")
    Out.Skip = "precompiled header";
  DropForwardedValue = is_contained({"-include-pch", "-load", "-plugin", "-add-plugin"}, Value) ||
                       Value.starts_with("-plugin-arg-");
  return !DropForwardedValue && Value != "-emit-pch";
}

bool Adjuster::keep(const opt::Arg &A) {
  const opt::Option &O = A.getOption();
  if (O.matches(options::OPT_UNKNOWN)) {
    Out.Dropped.push_back(A.getAsString(In.Args));
    return false;
  }
  if (O.matches(options::OPT_Xclang))
    return keepForwarded(A.getValue());
  if (O.matches(options::OPT_include_pch)) {
    Precompiled.push_back(A.getValue());
    return false;
  }
  if (O.matches(options::OPT_include))
    Included.insert(A.getValue());
  if (O.matches(options::OPT_Wp_COMMA))
    return !StringRef(A.getValue()).starts_with("-M");
  if (O.matches(options::OPT__SLASH_Yu) || O.matches(options::OPT__SLASH_Yc) ||
      O.matches(options::OPT__SLASH_Fp) || O.matches(options::OPT__SLASH_Fo))
    return false;
  if (!In.ClMode) {
    if (O.matches(options::OPT__DASH_DASH))
      return keepInput(A);
    if (O.matches(options::OPT_INPUT))
      return keepInput(A);
    if (O.matches(options::OPT_x)) {
      Language = StringRef(A.getValue()) == "none" ? "" : A.getValue();
      return false;
    }
  }
  return !isOneOf(O, Unneeded);
}

/// Without its precompiled form the header is read as text, which other flags may ask for already.
void Adjuster::replacePrecompiledHeaders() {
  for (StringRef Header : Precompiled) {
    SmallString<256> Path(Header);
    sys::path::replace_extension(Path, "");
    if (Included.contains(Path))
      continue;
    SmallString<256> Absolute(Path);
    sys::fs::make_absolute(Directory, Absolute);
    if (sys::fs::exists(Absolute))
      Out.Arguments.insert(Out.Arguments.end(), {"-include", std::string(Path)});
  }
}

void Adjuster::classify() {
  if (!Out.Skip.empty() || In.ClMode)
    return;
  types::ID Type = FileLanguage.empty() ? types::lookupTypeForExtension(sys::path::extension(File).drop_front(
                                              sys::path::has_extension(File) ? 1 : 0))
                                        : types::lookupTypeForTypeSpecifier(FileLanguage.c_str());
  if (Type == types::TY_Asm || Type == types::TY_PP_Asm)
    Out.Skip = "assembly";
  else if (Type == types::TY_INVALID || Type == types::TY_RenderScript || !types::isDerivedFromC(Type))
    Out.Skip = "not C or C++";
  else if (types::onlyPrecompileType(Type))
    Out.Skip = "precompiled header";
}

/// No warnings, whatever pragmas and defaults say: some are errors by default in Clang and none in GCC.
void Adjuster::addOwn() {
  auto &Args = Out.Arguments;
  Args.push_back("-w");
  if (In.ClMode)
    return;
  Args.push_back("-Wno-everything");
  if (!FileLanguage.empty())
    Args.insert(Args.end(), {"-x", FileLanguage});
  Args.insert(Args.end(), {"--", File.str()});
}

AdjustedFlags Adjuster::run() {
  Out.Arguments = {Compiler};
  if (std::string Folder = resourceFolder(); !Folder.empty())
    Out.Arguments.push_back("-resource-dir=" + Folder);
  std::vector<opt::Arg *> Args(In.Args.begin(), In.Args.end());
  for (size_t I = 0; I != Args.size(); ++I) {
    size_t End = I + 1 == Args.size() ? In.Strings.size() : Args[I + 1]->getIndex();
    if (keep(*Args[I]))
      Out.Arguments.insert(Out.Arguments.end(), In.Strings.begin() + Args[I]->getIndex(),
                           In.Strings.begin() + End);
  }
  replacePrecompiledHeaders();
  classify();
  addOwn();
  return std::move(Out);
}

} // namespace

AdjustedFlags adjustFlags(const std::vector<std::string> &Arguments, StringRef File, StringRef Directory) {
  return Adjuster(Arguments, File, Directory).run();
}

std::string analysisKey(const AdjustedFlags &Flags, StringRef File, StringRef Directory) {
  Parsed P = parse(Flags.Arguments);
  std::string Key = (File + "\n" + Directory).str();
  for (const opt::Arg *A : P.Args) {
    // CMake defines <target>_EXPORTS for shared libraries: on Unix it changes nothing.
    bool Exports = A->getOption().matches(options::OPT_D) && StringRef(A->getValue()).ends_with("_EXPORTS");
    if (!Exports && !isOneOf(A->getOption(), ForCodeOnly))
      Key += "\n" + A->getAsString(P.Args);
  }
  return Key;
}

std::string resourceFolder() {
  static const std::string Folder = [] {
    static int Anchor;
    std::string Own = Driver::GetResourcesPath(sys::fs::getMainExecutable(nullptr, &Anchor));
    for (StringRef Candidate : {StringRef(TIDEPOOL_RESOURCE_DIR), StringRef(Own)})
      if (sys::fs::is_directory(Candidate + "/include"))
        return Candidate.str();
    return std::string();
  }();
  return Folder;
}

} // namespace tidepool::fronts
