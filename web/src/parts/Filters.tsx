import type { RefObject } from 'preact';
import { useMemo } from 'preact/hooks';
import { shortCheck, type Report } from '../data';
import { counts, everything, isEverything, type Facet, type Filter } from '../filter';

interface ChipsProps {
  label: string;
  facet: Facet;
  report: Report;
  filter: Filter;
  change: (filter: Filter) => void;
}

function Chips({ label, facet, report, filter, change }: ChipsProps) {
  const values = useMemo(() => counts(report.findings, facet), [report]);
  if (values.length < 2 && !filter[facet].length) return null;
  const chosen = filter[facet];
  const toggle = (value: string) =>
    change({ ...filter, [facet]: chosen.includes(value) ? chosen.filter((v) => v !== value) : [...chosen, value] });
  return (
    <div class="chips" role="group" aria-label={label}>
      {values.map(([value, count]) => (
        <button
          key={value}
          class={`chip ${facet === 'verdicts' ? `verdict-${value}` : ''}`}
          aria-pressed={chosen.includes(value)}
          onClick={() => toggle(value)}
          data-test={`chip-${value}`}
        >
          {shortCheck(value).replace('-replayed', ' replayed')} <span class="count">{count}</span>
        </button>
      ))}
    </div>
  );
}

interface Props {
  report: Report;
  filter: Filter;
  shown: number;
  search: RefObject<HTMLInputElement>;
  change: (filter: Filter) => void;
}

export function Filters({ report, filter, shown, search, change }: Props) {
  const files = useMemo(
    () => [...new Set(report.findings.map((f) => report.files[f.file]?.path).filter(Boolean))].sort(),
    [report],
  );
  const total = report.findings.length;
  return (
    <search class="filters">
      <input
        ref={search}
        type="search"
        placeholder="Search (/): holder, function, file, text"
        aria-label="Search the findings"
        value={filter.text}
        onInput={(event) => change({ ...filter, text: event.currentTarget.value })}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        data-test="search"
      />
      <Chips label="Checks" facet="checks" {...{ report, filter, change }} />
      <Chips label="Verdicts" facet="verdicts" {...{ report, filter, change }} />
      <Chips label="Confidence" facet="confidences" {...{ report, filter, change }} />
      {files.length > 1 && (
        <select
          aria-label="File"
          value={filter.file}
          onChange={(event) => change({ ...filter, file: event.currentTarget.value })}
          data-test="file"
        >
          <option value="">All files ({files.length})</option>
          {files.map((path) => (
            <option key={path} value={path}>
              {path}
            </option>
          ))}
        </select>
      )}
      <p class="shown" role="status" data-test="shown">
        {shown === total ? `${total} ${total === 1 ? 'finding' : 'findings'}` : `${shown} of ${total} findings`}
        {!isEverything(filter) && (
          <button class="link" onClick={() => change(everything)} data-test="clear">
            Show all
          </button>
        )}
      </p>
    </search>
  );
}
