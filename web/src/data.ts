// What the tool writes into the page (checker/report/html). A page and its data are of one build.

export type Verdict = 'confirmed' | 'transient' | 'refuted' | 'not-replayed';
export type Confidence = 'certain' | 'likely' | 'audit';

/** kind, file's number (-1: none), line, column in bytes, text, operations done by then, 1 if on the finding's path. */
export type Step = [
  kind: string,
  file: number,
  line: number,
  column: number,
  text: string,
  operations: number,
  onPath: 0 | 1,
];

/** Emptied, or key and value; key -1: the entry is stale. */
export type SlotChange = [slot: number] | [slot: number, key: number, value: string | null];

export interface TableChange {
  table: number;
  /** Only if it is another one now: all slots are empty then. 0: the table is gone. */
  length?: number;
  threshold?: number;
  slots: SlotChange[];
}

export interface Operation {
  verb: string;
  key?: number;
  rest?: string;
  /** The current one, afterwards. */
  thread: number;
  returned?: string | null;
  /** Home, how many slots were looked at from there on, and where the entry is or was (-1: nowhere). */
  search?: [home: number, looked: number, slot: number];
  changes?: TableChange[];
}

/** What a script does to the tables, whatever its keys are called. */
export interface Scenario {
  threads: string[];
  tables: { thread: string; inheritable: boolean }[];
  hashes: number[];
  operations: Operation[];
}

export interface Script {
  scenario: number;
  names: string[];
  /** Comments and empty lines, with the number of operations before them. */
  notes: [operations: number, text: string][];
}

export interface Proof {
  verdict: Verdict;
  evidence: string;
  growth?: string;
  execution?: { verdict: string; evidence: string };
  script?: Script;
}

export interface Finding {
  id: string;
  check: string;
  confidence: Confidence;
  file: number;
  line: number;
  column: number;
  message: string;
  holder: string;
  function: string;
  steps: Step[];
  proof?: Proof;
}

export interface SourceFile {
  path: string;
  parts: [first: number, text: string][];
}

export interface Report {
  kind: 'report';
  title: string;
  counted: string;
  failed: { file: string; message: string }[];
  checks: Record<string, { title: string; page: string }>;
  findings: Finding[];
  scenarios: Scenario[];
  files: SourceFile[];
}

export interface Replay {
  kind: 'replay';
  title: string;
  scenarios: Scenario[];
  script: Script;
}

export function load(): Report | Replay {
  return JSON.parse(document.getElementById('tidepool-data')!.textContent!) as Report | Replay;
}

export const shortCheck = (name: string) => name.replace(/^tidepool-/, '');
export const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** The script's word for a holder (checker/confirm/Script.cpp has the rule). */
export function isOf(holder: string, key: string): boolean {
  const word = holder.slice(0, 60).replace(/[^A-Za-z0-9_:.]/g, '_');
  return key === word || key.startsWith(word + '.');
}
