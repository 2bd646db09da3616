import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Report, SourceFile, Step } from '../data';
import { highlightedLines } from '../highlight';
import { reveal, useVirtual } from '../virtual';

type Row =
  | { line: number; html: string; text: string }
  | { note: string }
  /** Lines that are not in the page. */
  | { gap: string };

const shortNote = 76;
const heights = (row: Row) => ('line' in row ? 20 : 'gap' in row ? 28 : row.note.length > shortNote ? 44 : 24);

/** What has been coloured once: each file, when it is first shown. */
const coloured = new Map<SourceFile, Row[]>();

function rowsOf(file: SourceFile): Row[] {
  let rows = coloured.get(file);
  if (rows) return rows;
  rows = [];
  let next = 1;
  for (const [first, text] of file.parts) {
    if (first > next) rows.push({ gap: next === first - 1 ? `line ${next}` : `lines ${next} to ${first - 1}` });
    const plain = text.split('\n');
    highlightedLines(text).forEach((html, i) => rows!.push({ line: first + i, html, text: plain[i] }));
    next = first + plain.length;
  }
  coloured.set(file, rows);
  return rows;
}

/** Columns are bytes; what is on the screen is counted in characters, tabs to the next multiple of 8. */
function columnOf(text: string, bytes: number): { at: number; width: number } {
  const before = new TextDecoder().decode(new TextEncoder().encode(text).slice(0, bytes - 1));
  let at = 0;
  for (const char of before) at = char === '\t' ? at + 8 - (at % 8) : at + 1;
  return { at, width: /^\w+/.exec(text.slice(before.length))?.[0].length ?? 1 };
}

interface Props {
  report: Report;
  steps: Step[];
  current: number;
  choose: (step: number) => void;
}

export function Source({ report, steps, current, choose }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  // Where nothing in the sources happens, what was shown last stays.
  const placed = steps.slice(0, current + 1).findLastIndex(([, file]) => file >= 0);
  const shown = placed >= 0 ? placed : steps.findIndex(([, file]) => file >= 0);
  const step = steps[shown];
  const file = step ? report.files[step[1]] : undefined;
  const isNow = shown === current;

  const [rows, longest] = useMemo(() => {
    if (!file) return [[] as Row[], 0];
    const all = rowsOf(file).slice();
    const index = all.findIndex((row) => 'line' in row && row.line === step[2]);
    if (index >= 0) all.splice(index + 1, 0, { note: step[4] });
    return [all, Math.max(40, ...file.parts.map(([, text]) => text.split('\n').reduce((n, l) => Math.max(n, l.length), 0)))];
  }, [file, step]);
  /** Steps on the path, by line of this file. */
  const marks = useMemo(() => {
    const result = new Map<number, number[]>();
    steps.forEach(([, f, line, , , , onPath], i) => {
      if (onPath && step && f === step[1]) result.set(line, [...(result.get(line) ?? []), i]);
    });
    return result;
  }, [steps, step?.[1]]);

  const virtual = useVirtual(scroller, rows.length, (i) => heights(rows[i]));
  useEffect(() => {
    virtual.measure();
    const index = rows.findIndex((row) => 'line' in row && row.line === step?.[2]);
    if (index >= 0) reveal(virtual, index);
  }, [rows]);

  if (!file || !step) return <p class="no-source">This finding has no place in the sources.</p>;
  const caret = (text: string) => {
    if (!step[3]) return null;
    const { at, width } = columnOf(text, step[3]);
    return <span class="caret" style={{ left: `calc(5.5rem + ${at}ch)`, width: `${width}ch` }} />;
  };
  return (
    <section class="source" aria-label="Source">
      <p class="path" data-test="path">
        {file.path}:{step[2]}
      </p>
      {rows.length === 0 && (
        <p class="no-source">
          The file was not there when the report was made. {step[4]}
        </p>
      )}
      <div class="lines" ref={scroller} tabIndex={0} role="group" aria-label={`${file.path}, around line ${step[2]}`}>
        <div class="inner hljs" style={{ height: virtual.getTotalSize(), minWidth: `calc(6.5rem + ${longest}ch)` }}>
          {virtual.getVirtualItems().map(({ index, start, size }) => {
            const row = rows[index];
            if (!row) return null;
            const style = { transform: `translateY(${start}px)`, height: size };
            if ('gap' in row)
              return (
                <div key={index} class="code gap" style={style}>
                  {row.gap} not in this page
                </div>
              );
            if ('note' in row)
              return (
                <div key="note" class={`code note ${isNow ? '' : 'past'}`} style={style} data-test="note">
                  <span>{row.note}</span>
                </div>
              );
            const here = row.line === step[2];
            const at = marks.get(row.line);
            return (
              <div
                key={index}
                class={`code ${here ? (isNow ? 'here' : 'here past') : ''} ${at ? 'marked' : ''}`}
                style={style}
                data-line={row.line}
              >
                <span class="marks">
                  {at && (
                    <button onClick={() => choose(at[0])} title={at.map((i) => steps[i][4]).join('\n')} aria-label={`Step ${at[0] + 1}`} tabIndex={-1}>
                      {at[0] + 1}
                    </button>
                  )}
                </span>
                <span class="number">{row.line}</span>
                <code dangerouslySetInnerHTML={{ __html: row.html || ' ' }} />
                {here && caret(row.text)}
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}
