import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { fromHash, toHash, type Place } from '../address';
import type { Report } from '../data';
import { everything, grouped, passing, searchTexts, type Filter } from '../filter';
import { useKeys } from '../keys';
import { CheckPage } from './CheckPage';
import { Filters } from './Filters';
import { FindingList } from './FindingList';
import { FindingView } from './FindingView';
import { TopBar } from './TopBar';

/** As the address says, and the address follows when it has been quiet for a moment: browsers limit how often it may
 * change. Another finding is a new entry in the browser's history; a step is none. */
function usePlace(): [Place, (place: Place) => void] {
  const [place, go] = useState(() => fromHash(location.hash));
  useEffect(() => {
    const listen = () => go(fromHash(location.hash));
    addEventListener('hashchange', listen);
    return () => removeEventListener('hashchange', listen);
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => {
      const hash = toHash(place);
      const before = fromHash(location.hash);
      if (hash === toHash(before)) return;
      if (before.finding && before.finding !== place.finding) history.pushState(null, '', hash);
      else history.replaceState(null, '', hash);
    }, 200);
    return () => clearTimeout(timer);
  }, [place]);
  return [place, go];
}

export function ReportPage({ report }: { report: Report }) {
  const [place, go] = usePlace();
  const [check, showCheck] = useState('');
  const search = useRef<HTMLInputElement>(null);
  const texts = useMemo(() => searchTexts(report), [report]);
  const numbers = useMemo(() => new Map(report.findings.map((f, i) => [f.id, i])), [report]);
  const groups = useMemo(() => grouped(report, passing(report, texts, place.filter)), [report, place.filter]);
  const order = useMemo(() => groups.flatMap((g) => g.findings), [groups]);
  // A filter that leaves the chosen one out shows its own first; without it, the chosen one is back.
  const linked = numbers.get(place.finding) ?? -1;
  const chosen = order.includes(linked) ? linked : (order[0] ?? -1);
  const finding = report.findings[chosen];

  const now = useRef(place);
  now.current = place;
  const choose = useCallback((i: number) => go({ ...now.current, finding: report.findings[i].id, step: 0, operations: undefined }), []);
  const filterBy = useCallback((filter: Filter) => go({ ...now.current, filter }), []);
  const move = (by: number) => {
    const at = order.indexOf(chosen);
    const next = order[at < 0 ? 0 : Math.min(order.length - 1, Math.max(0, at + by))];
    if (next !== undefined && next !== chosen) choose(next);
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    '/': () => search.current?.select(),
    x: () => filterBy(everything),
    c: () => finding && showCheck(finding.check),
  });

  return (
    <>
      <TopBar title={report.title} counted={report.counted} />
      <div class="report">
        <nav class="side" aria-label="Findings">
          <Filters report={report} filter={place.filter} shown={order.length} search={search} change={filterBy} />
          <FindingList report={report} groups={groups} chosen={chosen} choose={choose} />
        </nav>
        <main>
          {report.failed.length > 0 && <Failed failed={report.failed} />}
          {finding ? (
            <FindingView
              key={finding.id}
              report={report}
              finding={finding}
              step={finding.id === place.finding ? place.step : 0}
              operations={finding.id === place.finding ? place.operations : undefined}
              go={(step, operations) => go({ ...place, finding: finding.id, step, operations })}
              showCheck={() => showCheck(finding.check)}
            />
          ) : (
            <p class="nothing" data-test="nothing">
              {report.findings.length ? 'No finding passes the filter.' : 'Nothing was found.'}
            </p>
          )}
        </main>
      </div>
      {check && <CheckPage report={report} check={check} show={showCheck} close={() => showCheck('')} />}
    </>
  );
}

/** What was not looked at is said before what was found. */
function Failed({ failed }: { failed: Report['failed'] }) {
  return (
    <details class="failed">
      <summary>
        {failed.length === 1 ? '1 unit' : `${failed.length} units`} could not be analysed; what is in them is not here
      </summary>
      <ul>
        {failed.map(({ file, message }) => (
          <li>
            {file}
            <pre>{message}</pre>
          </li>
        ))}
      </ul>
    </details>
  );
}
