import { useEffect, useRef } from 'preact/hooks';
import { baseName, type Report, type Step } from '../data';

interface Props {
  report: Report;
  steps: Step[];
  current: number;
  choose: (step: number) => void;
}

const glyphs: Record<string, string> = {
  holder: '◇',
  submission: '⇥',
  call: '↳',
  begin: '▷',
  write: '●',
  read: '◎',
  exit: '■',
  end: '■',
  remove: '○',
  restore: '↺',
  later: '⋯',
  back: '↩',
  note: 'i',
  advice: '✓',
};

export function Steps({ report, steps, current, choose }: Props) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const item = list.current!.children[current] as HTMLElement | undefined;
    if (!item) return;
    const { scrollTop, clientHeight } = list.current!;
    const top = item.offsetTop - list.current!.offsetTop;
    if (top < scrollTop || top + item.offsetHeight > scrollTop + clientHeight)
      list.current!.scrollTop = top - clientHeight / 2;
  }, [current]);
  return (
    <ol class="steps" ref={list} aria-label="Steps" data-test="steps">
      {steps.map(([kind, file, line, , text, , onPath], i) => (
        <li key={i} class={onPath ? 'on-path' : 'beside'}>
          <button aria-current={i === current ? 'step' : undefined} onClick={() => choose(i)} data-test="step">
            <span class={`glyph kind-${kind}`} aria-hidden="true">
              {glyphs[kind] ?? '·'}
            </span>
            <span class="text">{text}</span>
            {file >= 0 && (
              <span class="where">
                {baseName(report.files[file].path)}:{line}
              </span>
            )}
          </button>
        </li>
      ))}
    </ol>
  );
}
