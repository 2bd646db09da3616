//===- CommandLine.cpp - What the user asked for --------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/fronts/cli/CommandLine.h"
#include "checker/report/Report.h"
#include "checker/report/html/Page.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/WithColor.h"

using namespace llvm;

namespace tidepool::fronts {
namespace {

constexpr StringLiteral Overview =
    "tidepool finds what pool tasks leave behind in thread-local holders\n\n"
    "  tidepool check                      the whole project: needs its compile_commands.json\n"
    "  tidepool check a.cpp -- -std=c++20  one file with the flags given here\n"
    "  tidepool explain missing-remove     what a check is about, and what to do\n"
    "  tidepool replay --table script      a scenario on the reference runtime\n"
    "  tidepool trace run.jsonl            a run of a program that was traced with TIDEPOOL_TRACE=run.jsonl\n\n"
    "Exit code: 0 nothing found, 1 findings, 2 wrong use or configuration, 3 some units could not be "
    "analysed\n";

std::string formatHelp() {
  std::string Help = "How to write the findings:";
  for (StringRef Name : report::formatNames())
    Help += (" " + Name).str();
  return Help;
}

/// The options as LLVM's parser wants them. It keeps pointers to them: there is one, and it lives on.
struct Options {
  const std::string FormatHelp = formatHelp();

  cl::OptionCategory Category{"Options"};

  cl::SubCommand Check{"check", "Analyse a project, or some of its files"};
  cl::SubCommand Summary{"summary", "Write what one unit says about thread-locals"};
  cl::SubCommand Link{"link", "Go from summaries to findings"};
  cl::SubCommand Explain{"explain", "Show a check's page; without a name, list the checks"};
  cl::SubCommand Models{"models", "List what is known of libraries, or explain one of it"};
  cl::SubCommand Traced{"trace", "Find what a traced run has left behind"};
  cl::SubCommand Replay{"replay", "Run a script of operations on the reference runtime"};

  cl::list<std::string> Units{cl::Positional, cl::desc("[FILE|FOLDER|GLOB]..."), cl::sub(Check)};
  cl::list<std::string> Source{cl::Positional, cl::desc("FILE"), cl::sub(Summary)};
  cl::list<std::string> Stored{cl::Positional, cl::desc("SUMMARY..."), cl::sub(Link)};
  cl::list<std::string> Pages{cl::Positional, cl::desc("[CHECK]"), cl::sub(Explain)};
  cl::list<std::string> Traces{cl::Positional, cl::desc("TRACE|-"), cl::sub(Traced)};
  cl::list<std::string> Scripts{cl::Positional, cl::desc("FILE|-"), cl::sub(Replay)};

  cl::opt<std::string> Database{"p",
                                cl::desc("compile_commands.json or its folder; without it, the nearest one "
                                         "upward from here, also in build*/"),
                                cl::value_desc("path"),
                                cl::cat(Category),
                                cl::sub(Check),
                                cl::sub(Summary)};
  cl::opt<unsigned> Jobs{"j",
                         cl::desc("Analyse that many units at once (default: one for each core)"),
                         cl::value_desc("n"),
                         cl::Prefix,
                         cl::init(0),
                         cl::cat(Category),
                         cl::sub(Check)};
  cl::opt<SharedHeaders> Shared{
      "shared-headers",
      cl::desc("System headers that many units include"),
      cl::values(clEnumValN(SharedHeaders::Auto, "auto", "are parsed once for all of them (default)"),
                 clEnumValN(SharedHeaders::Off, "off", "are parsed in each of them"),
                 clEnumValN(SharedHeaders::Explain, "explain", "auto, and say what became of it")),
      cl::init(SharedHeaders::Auto),
      cl::cat(Category),
      cl::sub(Check)};
  cl::opt<std::string> Summaries{"summaries", cl::desc("Write each unit's summary into this folder, too"),
                                 cl::value_desc("folder"), cl::cat(Category), cl::sub(Check)};
  cl::opt<std::string> Checks{"checks",
                              cl::desc("Which checks to run, as in clang-tidy: globs separated by "
                                       "commas, the last match wins, '-' switches off"),
                              cl::value_desc("globs"),
                              cl::init("*"),
                              cl::cat(Category),
                              cl::sub(Check),
                              cl::sub(Traced),
                              cl::sub(Link)};
  cl::opt<checks::Confidence> Confidence{
      "confidence",
      cl::desc("The least confidence that is reported"),
      cl::values(clEnumValN(checks::Confidence::Certain, "certain", "proven by what was read"),
                 clEnumValN(checks::Confidence::Likely, "likely", "and what shows the marks of it (default)"),
                 clEnumValN(checks::Confidence::Audit, "audit", "and what is worth a look")),
      cl::init(checks::Confidence::Likely),
      cl::cat(Category),
      cl::sub(Check),
      cl::sub(Link)};
  cl::opt<bool> ReportScratch{"report-scratch", cl::desc("Report per-thread scratch buffers, too"),
                              cl::cat(Category), cl::sub(Check), cl::sub(Link)};
  cl::opt<bool> Latent{"latent", cl::desc("Report code that would be wrong if a task reached it"),
                       cl::cat(Category), cl::sub(Check), cl::sub(Link)};
  cl::opt<bool> Confirm{"confirm", cl::desc("Replay each finding on the reference runtime, and say what was seen"),
                        cl::cat(Category), cl::sub(Check), cl::sub(Link)};
  cl::opt<std::string> ConfirmWith{"confirm-with",
                                   cl::desc("--confirm, and say what a traced run shows of each finding"),
                                   cl::value_desc("trace"), cl::cat(Category), cl::sub(Check), cl::sub(Link)};
  cl::opt<bool> ShowRefuted{"show-refuted", cl::desc("With --confirm: report what the replay refutes, too"),
                            cl::cat(Category), cl::sub(Check), cl::sub(Link)};
  cl::opt<std::string> Scenarios{"scenarios",
                                 cl::desc("Write each finding's scenario into this folder, for tidepool replay"),
                                 cl::value_desc("folder"), cl::cat(Category), cl::sub(Check), cl::sub(Link)};
  cl::list<std::string> ModelFiles{"models",
                                   cl::desc("More knowledge of libraries (repeatable)"),
                                   cl::value_desc("file"),
                                   cl::cat(Category),
                                   cl::sub(Check),
                                   cl::sub(Link),
                                   cl::sub(Summary),
                                   cl::sub(Models)};
  cl::opt<std::string> Explained{"explain",
                                 cl::desc("Show all that is known of a library, or of one class or function"),
                                 cl::value_desc("name"), cl::cat(Category), cl::sub(Models)};
  cl::opt<std::string> Format{"format",         cl::desc(FormatHelp), cl::value_desc("name"),
                              cl::init("text"), cl::cat(Category),    cl::sub(Check),
                              cl::sub(Link), cl::sub(Traced)};
  cl::opt<std::string> Output{"o",
                              cl::desc("Where to write to (default: standard output); a page: the folder"),
                              cl::value_desc("path"),
                              cl::cat(Category),
                              cl::sub(Check),
                              cl::sub(Link),
                              cl::sub(Summary),
                              cl::sub(Traced),
                              cl::sub(Replay)};
  cl::opt<bool> Dump{"dump", cl::desc("Write the readable twin; FILE may be a summary, too"),
                     cl::cat(Category), cl::sub(Summary)};
  cl::opt<bool> DumpSteps{"dump", cl::desc("After each operation, the thread's tables as JSON"),
                          cl::cat(Category), cl::sub(Replay)};
  cl::opt<bool> Html{"html", cl::desc("A page that plays the script, into the folder that -o names"),
                     cl::cat(Category), cl::sub(Replay)};
  cl::opt<bool> Table{"table", cl::desc("After each operation, a drawing of the table if it has changed"),
                      cl::cat(Category), cl::sub(Replay)};
  enum class Version { Jdk17 = 17, Jdk25 = 25 };
  cl::opt<Version> Jdk{"jdk",
                       cl::desc("Whose ThreadLocalMap, where they differ"),
                       cl::values(clEnumValN(Version::Jdk17, "17", ""),
                                  clEnumValN(Version::Jdk25, "25", "(default)")),
                       cl::init(Version::Jdk25),
                       cl::cat(Category),
                       cl::sub(Replay)};
  cl::opt<std::string> Trace{"trace",
                             cl::desc("Write an event for each operation: .json is Chrome's format, for "
                                      "Perfetto, all else JSON lines"),
                             cl::value_desc("file"), cl::cat(Category), cl::sub(Replay)};
  cl::opt<bool> Quiet{
      "quiet",           cl::desc("Findings and errors only: no progress, notes or last line"),
      cl::cat(Category), cl::sub(Check),
      cl::sub(Link),     cl::sub(Summary), cl::sub(Traced)};
  cl::opt<Colours> Colour{"color",
                          cl::desc("Colours in text"),
                          cl::values(clEnumValN(Colours::Auto, "auto", "on a terminal (default)"),
                                     clEnumValN(Colours::Always, "always", ""),
                                     clEnumValN(Colours::Never, "never", "")),
                          cl::init(Colours::Auto),
                          cl::cat(Category),
                          cl::sub(Check),
                          cl::sub(Link),
                          cl::sub(Traced)};

  /// LLVM's and Clang's libraries bring options of their own; nobody came for those.
  void hideOthers() {
    for (cl::SubCommand *Sub : {&Check, &Summary, &Link, &Explain, &Models, &Replay, &Traced,
                                &cl::SubCommand::getTopLevel()})
      cl::HideUnrelatedOptions(Category, *Sub);
  }
};

/// Splits off what stands behind `--`: LLVM's parser would take it for more inputs.
std::optional<std::vector<std::string>> splitFlags(SmallVectorImpl<const char *> &Args) {
  auto Dashes = llvm::find_if(Args, [](StringRef A) { return A == "--"; });
  if (Dashes == Args.end())
    return std::nullopt;
  std::vector<std::string> Flags(Dashes + 1, Args.end());
  Args.erase(Dashes, Args.end());
  return Flags;
}

/// `tidepool help [COMMAND]` and `tidepool version`, as many tools have them.
void spellOutHelp(SmallVectorImpl<const char *> &Args) {
  if (Args.size() < 2)
    return;
  if (StringRef(Args[1]) == "version")
    Args[1] = "--version";
  if (StringRef(Args[1]) == "help") {
    Args.erase(Args.begin() + 1);
    Args.push_back("--help");
  }
}

void printVersion(raw_ostream &OS) { OS << "tidepool " TIDEPOOL_VERSION " (LLVM " LLVM_VERSION_STRING ")\n"; }

bool wrong(const Twine &What) {
  WithColor::error(errs(), "tidepool") << What << '\n';
  return false;
}

bool pageFits(const Request &R, StringRef Option, StringRef Missing) {
  if (!Missing.empty())
    return wrong(Option + ": this build of tidepool has no page to show findings with, because " + Missing +
                 "; build it again with npm and the network at hand, or take another format");
  if (R.Output.empty() || R.Output == "-")
    return wrong(Option + " writes a folder; say which: -o DIR");
  return true;
}

bool inputsFit(const Request &R) {
  if (R.Flags && R.What != Command::Check && R.What != Command::Summary)
    return wrong("compiler flags behind '--' go with 'check' and 'summary' only");
  if (R.Flags && R.Inputs.empty())
    return wrong("flags behind '--' need a file before it: tidepool check FILE -- FLAGS");
  if (R.Flags && !R.Database.empty())
    return wrong("either -p or flags behind '--', not both");
  if (R.What == Command::Link && R.Inputs.empty())
    return wrong("nothing to link: tidepool link SUMMARY...");
  if (R.What == Command::Summary && R.Inputs.size() != 1)
    return wrong("one file at a time: tidepool summary FILE [-o SUMMARY] [-- FLAGS]");
  if (R.What == Command::Replay && R.Inputs.size() != 1)
    return wrong("one script at a time: tidepool replay FILE, or - for standard input");
  if (R.Html && (R.Dump || R.Table))
    return wrong("--html writes a page; --dump and --table go without it");
  if (R.Html && !pageFits(R, "--html", report::html::pageMissing()))
    return false;
  if (R.ShowRefuted && !R.Confirm)
    return wrong("--show-refuted goes with --confirm");
  if (R.What == Command::Trace && R.Inputs.size() != 1)
    return wrong("one trace at a time: tidepool trace FILE, or - for standard input");
  if (R.What == Command::Explain && R.Inputs.size() > 1)
    return wrong("one check at a time: tidepool explain CHECK");
  return true;
}

bool formatExists(const Request &R) {
  std::vector<StringRef> Names = report::formatNames();
  std::unique_ptr<report::Format> Format = report::findFormat(R.Format);
  if (!Format)
    return wrong("unknown format '" + R.Format + "'" + nearest(R.Format, Names));
  return Format->fileInFolder().empty() || pageFits(R, "--format=" + R.Format, Format->missing());
}

/// Every glob has to match a check: a misspelt one would silently switch off what it was to switch on.
bool checksExist(const Request &R) {
  std::vector<StringRef> Names;
  for (const checks::CheckInfo &C : checks::allChecks())
    Names.push_back(C.Name);
  SmallVector<StringRef, 8> Globs;
  SplitString(R.Checks.Checks, Globs, ", \n");
  for (StringRef Glob : Globs) {
    Glob.consume_front("-");
    if (llvm::none_of(Names, [&](StringRef Name) { return checks::checkEnabled(Glob, Name); }))
      return wrong("--checks: no check matches '" + Glob + "'" + nearest(Glob, Names));
  }
  return llvm::any_of(Names, [&](StringRef Name) { return checks::checkEnabled(R.Checks.Checks, Name); }) ||
         wrong("--checks=" + R.Checks.Checks + " leaves no check switched on");
}

Request toRequest(const Options &O) {
  static const std::pair<const cl::SubCommand Options::*, Command> Commands[] = {
      {&Options::Check, Command::Check},   {&Options::Summary, Command::Summary},
      {&Options::Link, Command::Link},     {&Options::Explain, Command::Explain},
      {&Options::Models, Command::Models}, {&Options::Replay, Command::Replay},
      {&Options::Traced, Command::Trace},
  };
  Request R;
  for (auto [Sub, What] : Commands)
    if (O.*Sub)
      R.What = What;
  for (const std::vector<std::string> *Inputs : {&O.Units, &O.Source, &O.Stored, &O.Pages, &O.Scripts, &O.Traces})
    llvm::append_range(R.Inputs, *Inputs);
  R.Models.assign(O.ModelFiles.begin(), O.ModelFiles.end());
  R.Explained = O.Explained;
  R.Database = O.Database;
  R.Jobs = O.Jobs;
  R.Shared = O.Shared;
  R.Summaries = O.Summaries;
  R.Checks.Checks = O.Checks;
  R.Checks.Least = O.Confidence;
  R.Checks.ReportScratch = O.ReportScratch;
  R.Checks.Latent = O.Latent;
  R.ConfirmWith = O.ConfirmWith;
  std::unique_ptr<report::Format> Format = report::findFormat(O.Format);
  R.Confirm = O.Confirm || !R.ConfirmWith.empty() || (Format && !Format->fileInFolder().empty());
  R.ShowRefuted = O.ShowRefuted;
  R.Scenarios = O.Scenarios;
  R.Format = O.Format;
  R.Output = O.Output;
  R.Colour = O.Colour;
  R.Quiet = O.Quiet;
  R.Dump = O.Dump || O.DumpSteps;
  R.Table = O.Table;
  R.Html = O.Html;
  R.Jdk = static_cast<int>(O.Jdk.getValue());
  R.Trace = O.Trace;
  return R;
}

} // namespace

std::optional<Request> parseCommandLine(int Argc, const char *const *Argv) {
  static Options O;
  SmallVector<const char *, 32> Args(Argv, Argv + Argc);
  std::optional<std::vector<std::string>> Flags = splitFlags(Args);
  spellOutHelp(Args);
  O.hideOthers();
  cl::SetVersionPrinter(printVersion);
  if (!cl::ParseCommandLineOptions(Args.size(), Args.data(), Overview, &errs()))
    return std::nullopt;
  if (cl::SubCommand::getTopLevel()) {
    wrong("no command; see 'tidepool help'");
    return std::nullopt;
  }
  Request R = toRequest(O);
  R.Flags = std::move(Flags);
  if (!inputsFit(R) || !formatExists(R) || !checksExist(R))
    return std::nullopt;
  return R;
}

std::string nearest(StringRef Word, ArrayRef<StringRef> Known) {
  constexpr unsigned Shown = 3;
  constexpr StringLiteral Prefix = "tidepool-";
  auto Bare = [&](StringRef Name) {
    return Name.starts_with(Prefix) ? Name.drop_front(Prefix.size()) : Name;
  };
  Word = Bare(Word).trim('*');
  std::vector<std::pair<unsigned, StringRef>> ByDistance;
  for (StringRef K : Known) {
    unsigned Distance = Bare(K).edit_distance(Word);
    if (Distance <= std::max<size_t>(2, Bare(K).size() / 3) || (Word.size() > 2 && K.contains(Word)))
      ByDistance.emplace_back(Distance, K);
  }
  llvm::sort(ByDistance);
  ByDistance.resize(std::min<size_t>(ByDistance.size(), Shown));
  std::string Text;
  ListSeparator Or(" or "), Comma;
  for (auto &[Distance, K] : ByDistance)
    Text += (Twine(Or) + "'" + K + "'").str();
  if (!Text.empty())
    return "; did you mean " + Text + "?";
  for (StringRef K : Known)
    Text += (Twine(Comma) + "'" + K + "'").str();
  return "; there are " + Text;
}

} // namespace tidepool::fronts
