import { useMemo, useState } from 'preact/hooks';
import type { Replay } from '../data';
import { textOf } from '../playback';
import { usePlayer } from '../player';
import { Controls } from './Controls';
import { ScriptPanel } from './ScriptPanel';
import { TablePanel } from './TablePanel';
import { TopBar } from './TopBar';

const fromHash = () => Math.max(0, Number(new URLSearchParams(location.hash.slice(1)).get('op')) || 0);

export function ReplayPage({ replay }: { replay: Replay }) {
  const { script } = replay;
  const scenario = replay.scenarios[script.scenario];
  const total = scenario.operations.length;
  const stops = useMemo(() => Array.from({ length: total + 1 }, (_, i) => i), [total]);
  const [at, set] = useState(fromHash);
  const go = (step: number, operations = step) => {
    set(operations);
    history.replaceState(null, '', `#op=${operations}`);
  };
  const player = usePlayer(stops, total, Math.min(at, total), undefined, go);
  const operation = scenario.operations[player.done - 1];
  const now = operation ? textOf(script, operation) : 'nothing yet';
  const key = operation?.key;
  return (
    <>
      <TopBar title={replay.title} counted={`${total} operations`} replay />
      <main class="replay">
        <section class="pane" aria-label="Script">
          <ScriptPanel {...{ scenario, script, done: player.done, toOperation: player.toOperation }} />
        </section>
        <section class="pane stage-side">
          <p class="now" role="status" data-test="now">
            <code>{now}</code>
            {operation?.returned !== undefined && <span class="returned"> → {operation.returned ?? 'null'}</span>}
          </p>
          <Controls player={player} total={total} now={now} steps={stops.length} />
          <TablePanel {...{ scenario, script, player }} own={(k) => k === key} />
        </section>
      </main>
    </>
  );
}
