//===- Text.cpp - Findings as a compiler would print them -----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/report/Report.h"
#include "llvm/Support/Locale.h"
#include "llvm/Support/WithColor.h"

using namespace llvm;

namespace tidepool::report {
namespace {

/// Generated code has lines of any length; compilers do not show those either.
constexpr size_t LongestShownLine = 4096;

class TextFormat : public Format {
public:
  bool forPeople() const override { return true; }
  void write(const Run &R, Sources &Texts, raw_ostream &OS) const override;
};

struct Printer {
  const Run &R;
  Sources &Texts;
  raw_ostream &OS;
  ColorMode Colours;

  void location(const checks::Location &At);
  void snippet(const checks::Location &At);
  void finding(const checks::Finding &F);
  void step(const checks::Step &S);
  void note(const Twine &Text);
  void proof(const confirm::Proof &P);
};

void Printer::location(const checks::Location &At) {
  if (At.File.empty() || At.Line == 0)
    return;
  WithColor(OS, raw_ostream::SAVEDCOLOR, /*Bold=*/true, /*BG=*/false, Colours)
      << shownPath(At.File, R.Root) << ':' << At.Line << (At.Col ? ":" + Twine(At.Col) : Twine()) << ": ";
}

/// The source line and a caret below its column (in bytes, 1-based): what is before the caret keeps its
/// tabs and is otherwise replaced by as many blanks as it is wide.
void Printer::snippet(const checks::Location &At) {
  std::optional<StringRef> Line = Texts.line(At.File, At.Line);
  if (!Line || Line->size() > LongestShownLine)
    return;
  OS << format("%5u | ", At.Line) << *Line << '\n';
  if (At.Col == 0 || At.Col > Line->size() + 1)
    return;
  OS << "      | ";
  StringRef Before = Line->take_front(At.Col - 1);
  while (!Before.empty()) {
    StringRef Cell = Before.take_until([](char C) { return C == '\t'; });
    int Width = sys::locale::columnWidth(Cell);
    OS.indent(Width < 0 ? Cell.size() : Width);
    Before = Before.drop_front(Cell.size());
    if (Before.consume_front("\t"))
      OS << '\t';
  }
  WithColor(OS, raw_ostream::GREEN, /*Bold=*/true, /*BG=*/false, Colours) << '^';
  OS << '\n';
}

void Printer::step(const checks::Step &S) {
  location(S.At);
  note(S.Text);
  snippet(S.At);
}

void Printer::note(const Twine &Text) {
  WithColor(OS, HighlightColor::Note, Colours) << "note: ";
  OS << Text << '\n';
}

/// The verdict, and what a thousand such tasks do, with the table that is left in the end.
void Printer::proof(const confirm::Proof &P) {
  if (P.Run != confirm::Executed::NotAsked)
    note((P.Run == confirm::Executed::Confirmed ? "confirmed by execution: " : name(P.Run) + " by execution: ") +
         P.RunText);
  if (P.V == confirm::Verdict::NotReplayed)
    return note("not replayed: " + P.Evidence);
  note(name(P.V) + " by replay: " + P.Evidence);
  std::string Text = P.GrowthText.empty() ? "" : P.GrowthText + "; ";
  Text += "the table at the end of the replay: " + std::to_string(P.Final.Length) + " slots";
  for (const confirm::Entry &E : P.Final.Entries)
    Text += ", [" + std::to_string(E.Slot) + "] " + E.Key.value_or("stale") + " = " + E.Value.value_or("null");
  note(Text);
}

void Printer::finding(const checks::Finding &F) {
  location(F.Primary);
  WithColor(OS, HighlightColor::Warning, Colours) << "warning: ";
  WithColor(OS, raw_ostream::SAVEDCOLOR, /*Bold=*/true, /*BG=*/false, Colours) << F.Message;
  OS << " [" << F.Check << "]\n";
  snippet(F.Primary);
  for (const checks::Step &S : F.Steps)
    step(S);
}

void TextFormat::write(const Run &R, Sources &Texts, raw_ostream &OS) const {
  OS.enable_colors(R.Colours);
  Printer P{R, Texts, OS, R.Colours ? ColorMode::Enable : ColorMode::Disable};
  for (auto [I, F] : enumerate(R.Outcome.Findings)) {
    P.finding(F);
    if (!R.Proofs.empty())
      P.proof(R.Proofs[I]);
  }
}

Formats::Add<TextFormat> Registration("text", "for people: like a compiler's warnings");

} // namespace
} // namespace tidepool::report
