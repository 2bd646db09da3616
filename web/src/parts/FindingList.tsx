import { memo } from 'preact/compat';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { baseName, shortCheck, type Report } from '../data';
import type { Group } from '../filter';
import { reveal, useVirtual } from '../virtual';

type Row = { group: Group } | { finding: number; order: number };

interface Props {
  report: Report;
  groups: Group[];
  chosen: number;
  choose: (finding: number) => void;
}

/** In memory of nothing but what it shows: with thousands of findings, a step must not draw them all again. */
export const FindingList = memo(function FindingList({ report, groups, chosen, choose }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => {
    const all: Row[] = [];
    let order = 0;
    for (const group of groups) {
      all.push({ group });
      for (const finding of group.findings) all.push({ finding, order: ++order });
    }
    return all;
  }, [groups]);
  const total = rows.length - groups.length;
  const virtual = useVirtual(scroller, rows.length, (i) => ('group' in rows[i] ? 40 : 50));
  // Rows have two heights, and they stand elsewhere now.
  useEffect(() => virtual.measure(), [rows]);
  useEffect(() => {
    const index = rows.findIndex((row) => 'finding' in row && row.finding === chosen);
    if (index >= 0) reveal(virtual, index);
  }, [chosen, rows]);
  return (
    <div class="list" ref={scroller} role="list" aria-label="Findings by holder" data-test="list">
      <div style={{ height: virtual.getTotalSize() }} role="presentation">
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          const style = { transform: `translateY(${item.start}px)`, height: item.size };
          if ('group' in row)
            return (
              <div key={`g${item.index}`} class="row group" role="listitem" style={style} title={row.group.declared}>
                <span class="holder">{row.group.holder}</span>
                <span class="declared">{baseName(row.group.declared)}</span>
                <span class="count">{row.group.findings.length}</span>
              </div>
            );
          const finding = report.findings[row.finding];
          const verdict = finding.proof?.verdict ?? 'none';
          return (
            <div
              key={row.finding}
              class="row"
              role="listitem"
              style={style}
              aria-setsize={total}
              aria-posinset={row.order}
            >
              <button
                class="finding"
                aria-current={row.finding === chosen}
                onClick={() => choose(row.finding)}
                title={finding.message}
                data-test="finding"
              >
                <span class={`dot verdict-${verdict}`} title={verdict.replace('-', ' ')} />
                <span class="what">{shortCheck(finding.check)}</span>
                <span class="confidence">{finding.confidence}</span>
                <span class="where">
                  {report.files[finding.file]?.path}:{finding.line}
                </span>
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
});
