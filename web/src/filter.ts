// Which findings are shown, and in which groups.

import type { Finding, Report } from './data';

export interface Filter {
  text: string;
  /** Empty: all. */
  checks: string[];
  confidences: string[];
  verdicts: string[];
  /** Its path; empty: all. */
  file: string;
}

export const everything: Filter = { text: '', checks: [], confidences: [], verdicts: [], file: '' };

export const isEverything = (filter: Filter) =>
  !filter.text && !filter.checks.length && !filter.confidences.length && !filter.verdicts.length && !filter.file;

export type Facet = 'checks' | 'confidences' | 'verdicts';

export function valueOf(facet: Facet, finding: Finding): string {
  switch (facet) {
    case 'checks':
      return finding.check;
    case 'confidences':
      return finding.confidence;
    case 'verdicts':
      return finding.proof?.verdict ?? '';
  }
}

/** What the search field looks through, in small letters, made once. */
export function searchTexts(report: Report): string[] {
  return report.findings.map((f) =>
    [f.message, f.holder, f.function, f.check, `${report.files[f.file]?.path}:${f.line}`].join('\n').toLowerCase(),
  );
}

/** Numbers of the findings that pass, in the report's order. */
export function passing(report: Report, texts: string[], filter: Filter): number[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const facets: Facet[] = ['checks', 'confidences', 'verdicts'];
  const wanted = facets.filter((facet) => filter[facet].length).map((facet) => [facet, new Set(filter[facet])] as const);
  const result: number[] = [];
  report.findings.forEach((finding, i) => {
    if (filter.file && report.files[finding.file]?.path !== filter.file) return;
    if (!wanted.every(([facet, values]) => values.has(valueOf(facet, finding)))) return;
    if (words.every((word) => texts[i].includes(word))) result.push(i);
  });
  return result;
}

export interface Group {
  holder: string;
  /** Where it is declared, for people. */
  declared: string;
  findings: number[];
}

/** By holder, those with most findings first. */
export function grouped(report: Report, findings: number[]): Group[] {
  const groups = new Map<string, Group>();
  for (const i of findings) {
    const finding = report.findings[i];
    const declaration = finding.steps.find(([kind]) => kind === 'holder');
    const declared =
      declaration && declaration[1] >= 0 ? `${report.files[declaration[1]].path}:${declaration[2]}` : '';
    const id = `${finding.holder}\n${declared}`;
    let group = groups.get(id);
    if (!group) groups.set(id, (group = { holder: finding.holder, declared, findings: [] }));
    group.findings.push(i);
  }
  return [...groups.values()].sort((a, b) => b.findings.length - a.findings.length);
}

/** How many findings there are for each value, in the order of their first appearance. */
export function counts(findings: Finding[], facet: Facet): [value: string, count: number][] {
  const result = new Map<string, number>();
  for (const finding of findings) {
    const value = valueOf(facet, finding);
    if (value) result.set(value, (result.get(value) ?? 0) + 1);
  }
  return [...result];
}
