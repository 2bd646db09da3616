import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Scenario, Script } from '../data';
import { linesOf } from '../playback';
import { reveal, useVirtual } from '../virtual';

interface Props {
  scenario: Scenario;
  script: Script;
  done: number;
  toOperation: (operations: number) => void;
}

export function ScriptPanel({ scenario, script, done, toOperation }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => linesOf(script, scenario), [script, scenario]);
  const virtual = useVirtual(scroller, lines.length, () => 20);
  const current = lines.findIndex((line) => line.done === done);
  useEffect(() => {
    if (current >= 0) reveal(virtual, current);
  }, [current]);
  return (
    <div class="script" ref={scroller} tabIndex={0} role="group" aria-label="The script" data-test="script">
      <div style={{ height: virtual.getTotalSize() }} role="presentation">
        {virtual.getVirtualItems().map(({ index, start }) => {
          const { text, done: after, returned } = lines[index];
          const style = { transform: `translateY(${start}px)` };
          if (after === undefined)
            return (
              <div key={index} class="line note" style={style}>
                <span class="number">{index + 1}</span>
                {text}
              </div>
            );
          return (
            <button
              key={index}
              class={`line ${after > done ? 'to-come' : ''}`}
              style={style}
              aria-current={after === done ? 'step' : undefined}
              onClick={() => toOperation(after)}
              tabIndex={-1}
            >
              <span class="number">{index + 1}</span>
              {text}
              {returned !== undefined && <span class="returned">→ {returned ?? 'null'}</span>}
            </button>
          );
        })}
      </div>
    </div>
  );
}
