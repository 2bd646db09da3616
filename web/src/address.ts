// What the address says after '#': so that a finding, a step of it and a filter can be linked.

import { everything, type Filter } from './filter';

export interface Place {
  /** A finding's id; empty: none. */
  finding: string;
  step: number;
  /** Operations done, where it is not what the step says. */
  operations?: number;
  filter: Filter;
}

const number = (text: string | null) => Math.max(0, Math.trunc(Number(text)) || 0);
const list = (text: string | null) => (text ? text.split(',') : []);

export function fromHash(hash: string): Place {
  const words = new URLSearchParams(hash.replace(/^#/, ''));
  return {
    finding: words.get('finding') ?? '',
    step: number(words.get('step')),
    operations: words.has('op') ? number(words.get('op')) : undefined,
    filter: {
      ...everything,
      text: words.get('text') ?? '',
      checks: list(words.get('check')),
      confidences: list(words.get('confidence')),
      verdicts: list(words.get('verdict')),
      file: words.get('file') ?? '',
    },
  };
}

export function toHash({ finding, step, operations, filter }: Place): string {
  const words = new URLSearchParams();
  if (finding) words.set('finding', finding);
  if (step) words.set('step', String(step));
  if (operations !== undefined) words.set('op', String(operations));
  if (filter.text) words.set('text', filter.text);
  if (filter.checks.length) words.set('check', filter.checks.join(','));
  if (filter.confidences.length) words.set('confidence', filter.confidences.join(','));
  if (filter.verdicts.length) words.set('verdict', filter.verdicts.join(','));
  if (filter.file) words.set('file', filter.file);
  return '#' + words.toString();
}
