//===- Database.cpp - Which units there are, and how they are compiled ----===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/fronts/cli/Database.h"
#include "checker/fronts/cli/Flags.h"
#include "clang/Driver/Types.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>

using namespace llvm;
using clang::tooling::CompileCommand;

namespace tidepool::fronts {
namespace {

constexpr StringLiteral DatabaseName = "compile_commands.json";

Error wrong(const Twine &What) { return createStringError(inconvertibleErrorCode(), What); }

std::string absolute(StringRef Path, StringRef Directory) {
  SmallString<256> Result(Path);
  sys::fs::make_absolute(Directory, Result);
  SmallString<256> Clean = Result;
  sys::path::remove_dots(Clean, /*remove_dot_dot=*/true);
  // "link/../x.cpp" is another file where link is a symbolic link.
  return std::string(sys::fs::exists(Clean) || !sys::fs::exists(Result) ? Clean : Result);
}

std::string inFolderOrBuild(StringRef Folder) {
  SmallString<256> Direct(Folder);
  sys::path::append(Direct, DatabaseName);
  if (sys::fs::exists(Direct))
    return std::string(Direct);
  std::vector<std::string> Found;
  std::error_code Code;
  for (sys::fs::directory_iterator It(Folder, Code), End; It != End && !Code; It.increment(Code)) {
    SmallString<256> Inside(It->path());
    sys::path::append(Inside, DatabaseName);
    if (sys::path::filename(It->path()).starts_with("build") && sys::fs::exists(Inside))
      Found.emplace_back(Inside);
  }
  return Found.empty() ? "" : *llvm::min_element(Found);
}

Expected<std::string> databasePath(const Request &R, StringRef WorkingDirectory) {
  constexpr StringLiteral Advice = "CMake writes it with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON; for other build "
                                   "systems there is 'bear -- make'";
  if (R.Database.empty()) {
    std::string Path = searchDatabase(WorkingDirectory);
    if (Path.empty())
      return wrong("no " + DatabaseName + " in " + WorkingDirectory +
                   " or above, nor in a build*/ folder there; say "
                   "where it is with -p. " +
                   Advice);
    return Path;
  }
  std::string Path = absolute(R.Database, WorkingDirectory);
  if (sys::fs::is_directory(Path))
    Path += ("/" + DatabaseName).str();
  if (!sys::fs::exists(Path))
    return wrong(Path + ": no such file. " + Advice);
  return Path;
}

Expected<std::vector<CompileCommand>> readDatabase(const Request &R, StringRef WorkingDirectory) {
  Expected<std::string> Path = databasePath(R, WorkingDirectory);
  if (!Path)
    return Path.takeError();
  std::string Message;
  auto Database = clang::tooling::JSONCompilationDatabase::loadFromFile(
      *Path, Message, clang::tooling::JSONCommandLineSyntax::AutoDetect);
  if (!Database)
    return wrong(*Path + ": not a compilation database: " + StringRef(Message).rtrim());
  std::vector<CompileCommand> Commands = Database->getAllCompileCommands();
  if (Commands.empty())
    return wrong(*Path + ": it names no file to compile");
  // A relative folder is meant from where the database stands.
  for (CompileCommand &C : Commands)
    C.Directory = absolute(C.Directory, sys::path::parent_path(*Path));
  return Commands;
}

/// The files of the command line, all with the same flags.
Expected<std::vector<CompileCommand>> fixedCommands(const Request &R, StringRef WorkingDirectory) {
  namespace types = clang::driver::types;
  // A full path, as Clang looks for the standard library from where the compiler is.
  const std::string Resources = resourceFolder();
  StringRef Root = sys::path::parent_path(sys::path::parent_path(sys::path::parent_path(Resources)));
  std::vector<CompileCommand> Commands;
  for (const std::string &Input : R.Inputs) {
    std::string File = absolute(Input, WorkingDirectory);
    if (!sys::fs::exists(File))
      return wrong(Input + ": no such file");
    if (sys::fs::is_directory(File))
      return wrong(Input + ": a folder; flags behind '--' are for files");
    bool C = types::lookupTypeForExtension(sys::path::extension(File).ltrim('.')) == types::TY_C;
    std::vector<std::string> Arguments = {(Root + "/bin/clang" + (C ? "" : "++")).str()};
    Arguments.insert(Arguments.end(), R.Flags->begin(), R.Flags->end());
    Arguments.push_back(File);
    Commands.emplace_back(WorkingDirectory, File, std::move(Arguments), "");
  }
  return Commands;
}

/// Every input has to mean a unit: a misspelt name would otherwise look like a clean file.
Error restrictTo(const std::vector<std::string> &Inputs, StringRef WorkingDirectory,
                 std::vector<CompileCommand> &Commands) {
  if (Inputs.empty())
    return Error::success();
  std::vector<bool> Wanted(Commands.size());
  for (const std::string &Input : Inputs) {
    Expected<UnitFilter> Filter = UnitFilter::create(Input, WorkingDirectory);
    if (!Filter)
      return Filter.takeError();
    bool Any = false;
    for (auto [I, C] : enumerate(Commands)) {
      if (Filter->matches(absolute(C.Filename, C.Directory)))
        Any = Wanted[I] = true;
    }
    if (!Any)
      return wrong(Input + ": no unit of the compilation database matches; give flags behind '--' for a file "
                           "that is not in it");
  }
  size_t I = 0;
  llvm::erase_if(Commands, [&](const CompileCommand &) { return !Wanted[I++]; });
  return Error::success();
}

/// Makes explicit what the compiler's name and its response files say, and where it is: Clang looks for
/// the standard library from there.
void spellOut(CompileCommand &C, StringMap<std::string> &Compilers) {
  auto &Args = C.CommandLine;
  if (Args.empty())
    Args.push_back("clang");
  clang::tooling::addExpandedResponseFiles(Args, C.Directory, cl::TokenizeGNUCommandLine,
                                           *vfs::getRealFileSystem());
  std::string Name = Args.front();
  clang::tooling::addTargetAndModeForProgramName(Args, Name);
  auto [It, New] = Compilers.try_emplace(Name);
  if (New) {
    ErrorOr<std::string> Program = sys::findProgramByName(Name);
    SmallString<256> Real;
    bool Known = Program && !sys::fs::real_path(*Program, Real);
    It->second = Known ? std::string(Real) : Name;
  }
  Args.front() = It->second;
}

std::string problem(const Unit &U) {
  if (!sys::fs::is_directory(U.Directory))
    return "the compilation database says to compile it in " + U.Directory + ", which does not exist";
  if (!sys::fs::exists(U.File))
    return "the compilation database names it, but there is no such file; was it moved, or is it generated "
           "by "
           "the build?";
  return "";
}

} // namespace

std::string searchDatabase(StringRef Folder) {
  for (StringRef Dir = Folder; !Dir.empty(); Dir = sys::path::parent_path(Dir))
    if (std::string Path = inFolderOrBuild(Dir); !Path.empty())
      return Path;
  return "";
}

Expected<UnitFilter> UnitFilter::create(StringRef Input, StringRef WorkingDirectory) {
  UnitFilter F;
  F.Name = sys::path::remove_leading_dotslash(Input);
  F.Absolute = absolute(Input, WorkingDirectory);
  SmallString<256> Real;
  if (!sys::fs::real_path(F.Absolute, Real))
    F.Real = std::string(Real);
  if (sys::fs::exists(F.Absolute) || Input.find_first_of("*?[{") == StringRef::npos)
    return F;
  F.GlobText = std::make_unique<const std::string>(F.Absolute);
  Expected<GlobPattern> Glob = GlobPattern::create(*F.GlobText, /*MaxSubPatterns=*/1024);
  if (!Glob)
    return wrong(Input + ": " + toString(Glob.takeError()));
  F.Glob = std::move(*Glob);
  return F;
}

bool UnitFilter::matches(StringRef File) const {
  if (Glob)
    return Glob->match(File);
  auto Is = [&](StringRef Path) {
    StringRef Rest = File;
    Path = Path.rtrim('/');
    return !Path.empty() && Rest.consume_front(Path) && (Rest.empty() || Rest.starts_with("/"));
  };
  if (Is(Absolute) || Is(Real))
    return true;
  // The end of a path is enough to name a unit, if it begins with a whole folder or file name.
  StringRef Rest = File;
  if (!sys::path::is_absolute(Name) && Rest.consume_back(Name) && Rest.ends_with("/"))
    return true;
  SmallString<256> RealFile;
  return !Real.empty() && !sys::fs::real_path(File, RealFile) && RealFile == Real;
}

Expected<UnitList> findUnits(const Request &R, StringRef WorkingDirectory) {
  if (resourceFolder().empty())
    return wrong("cannot find Clang's own headers (" TIDEPOOL_RESOURCE_DIR
                 "); is libclang-common-19-dev installed?");
  auto Commands = R.Flags ? fixedCommands(R, WorkingDirectory) : readDatabase(R, WorkingDirectory);
  if (!Commands)
    return Commands.takeError();
  if (!R.Flags)
    if (Error E = restrictTo(R.Inputs, WorkingDirectory, *Commands))
      return std::move(E);

  UnitList List;
  StringMap<std::string> Compilers;
  StringSet<> Seen;
  std::map<std::string, unsigned> Skipped;
  for (CompileCommand &C : *Commands) {
    spellOut(C, Compilers);
    Unit U{absolute(C.Filename, C.Directory), C.Directory, {}, ""};
    AdjustedFlags Flags = adjustFlags(C.CommandLine, U.File, U.Directory);
    // Whoever names a file and its flags gets it analysed, whatever it is called.
    if (!Flags.Skip.empty() && !R.Flags) {
      ++Skipped[Flags.Skip];
      continue;
    }
    if (!Seen.insert(analysisKey(Flags, U.File, U.Directory)).second) {
      ++Skipped["same file and flags again"];
      continue;
    }
    llvm::append_range(List.Dropped, Flags.Dropped);
    U.Arguments = std::move(Flags.Arguments);
    U.Problem = problem(U);
    List.Units.push_back(std::move(U));
  }
  if (List.Units.empty())
    return wrong("nothing to analyse: none of " + Twine(Commands->size()) +
                 " entries of the compilation database is a unit of C or C++");
  for (auto &[Why, Count] : Skipped)
    List.Skipped.push_back({Count, Why});
  return List;
}

} // namespace tidepool::fronts
