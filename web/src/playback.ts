// The tables after so many operations: the recorded changes, applied one after the other.

import type { Operation, Scenario, Script } from './data';

export interface Entry {
  /** -1: stale. */
  key: number;
  /** Whose it was before it became stale. */
  was: number;
  value: string | null;
}

export interface Table {
  length: number;
  threshold: number;
  entries: Map<number, Entry>;
  /** By the operations that were asked about. */
  changed: Set<number>;
}

/** By number; undefined where the thread has no such table. */
export type Tables = (Table | undefined)[];

function apply(tables: Tables, operation: Operation, mark: boolean) {
  for (const change of operation.changes ?? []) {
    if (change.length === 0) {
      delete tables[change.table];
      continue;
    }
    if (change.length !== undefined)
      tables[change.table] = {
        length: change.length,
        threshold: change.threshold ?? 0,
        entries: new Map(),
        changed: new Set(),
      };
    const table = tables[change.table]!;
    for (const [slot, key, value] of change.slots) {
      const before = table.entries.get(slot);
      if (mark) table.changed.add(slot);
      if (key === undefined) table.entries.delete(slot);
      else table.entries.set(slot, { key, was: key < 0 && before ? before.was : key, value: value ?? null });
    }
  }
}

/** After `until` operations; those from `from` on are the ones whose changes are marked. Linear in `until`. */
export function tablesAfter(scenario: Scenario, from: number, until: number): Tables {
  const tables: Tables = [];
  for (let i = 0; i < until; ++i) apply(tables, scenario.operations[i], i >= from);
  return tables;
}

export function textOf(script: Script, operation: Operation): string {
  const words = [operation.verb];
  if (operation.key !== undefined) words.push(script.names[operation.key]);
  if (operation.rest) words.push(operation.rest);
  return words.join(' ');
}

export const home = (hash: number, length: number) => hash & (length - 1);

export const tableName = ({ thread, inheritable }: Scenario['tables'][number]) =>
  thread + (inheritable ? ', inheritable' : '');

/** Entries that are there to be shown, by slot. */
export const sorted = (table: Table) => [...table.entries].sort(([a], [b]) => a - b);

export interface ScriptLine {
  text: string;
  /** Operations done when this line has been: undefined for comments. */
  done?: number;
  returned?: string | null;
}

export function linesOf(script: Script, scenario: Scenario): ScriptLine[] {
  const lines: ScriptLine[] = [];
  let note = 0;
  const notesUntil = (count: number) => {
    for (; note < script.notes.length && script.notes[note][0] <= count; ++note)
      lines.push({ text: script.notes[note][1] });
  };
  scenario.operations.forEach((operation, i) => {
    notesUntil(i);
    lines.push({ text: textOf(script, operation), done: i + 1, returned: operation.returned });
  });
  notesUntil(scenario.operations.length);
  return lines;
}
