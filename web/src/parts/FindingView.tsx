import { isOf, shortCheck, type Finding, type Proof, type Report, type Scenario, type Script } from '../data';
import { tableName, tablesAfter, textOf } from '../playback';
import { usePlayer } from '../player';
import { Controls } from './Controls';
import { ScriptPanel } from './ScriptPanel';
import { Source } from './Source';
import { Steps } from './Steps';
import { Slots, TablePanel } from './TablePanel';

interface Props {
  report: Report;
  finding: Finding;
  step: number;
  operations?: number;
  go: (step: number, operations?: number) => void;
  showCheck: () => void;
}

const role = (thread: string) => (thread === '0' ? 'the submitter' : thread === '1' ? "the pool's" : '');

export function FindingView({ report, finding, step, operations, go, showCheck }: Props) {
  const { steps, proof } = finding;
  const script = proof?.script;
  const scenario = script && report.scenarios[script.scenario];
  const total = scenario?.operations.length ?? 0;
  const player = usePlayer(
    steps.map((s) => s[5]),
    total,
    step,
    operations,
    go,
  );
  const operation = scenario?.operations[player.done - 1];
  const many = player.done - player.from;
  const doing = operation && many > 0 ? textOf(script!, operation) : '';
  const now = steps[player.step]?.[4] ?? '';
  const advice = steps.findIndex(([kind]) => kind === 'advice');
  const own = (key: number) => isOf(finding.holder, script!.names[key]);
  return (
    <>
      <header class="finding-head">
        <p class="kicker">
          <button class="link" onClick={showCheck} title="What the check is about (c)" data-test="check-link">
            {shortCheck(finding.check)}
          </button>
          <span class={`badge confidence-${finding.confidence}`}>{finding.confidence}</span>
          <span class="where">
            {report.files[finding.file]?.path}:{finding.line}
          </span>
          <span class="function">in {finding.function}</span>
        </p>
        <h1 data-test="message">{finding.message}</h1>
        {proof && <Verdict proof={proof} />}
        {advice >= 0 && (
          <p class="advice" data-test="advice">
            <strong>What to do</strong>
            <button class="link" onClick={() => player.toStep(advice)}>
              {steps[advice][4].replace(/^what to do: /, "")}
            </button>
          </p>
        )}
      </header>
      <div class="stage">
        <div class="pane">
          <Source report={report} steps={steps} current={player.step} choose={player.toStep} />
        </div>
        <div class="pane stage-side">
          <p class="now" role="status" data-test="now">
            <span class="order">
              {player.step + 1}/{steps.length}
            </span>
            <span class="text">{now}</span>
            {doing && many > 1 && <span class="faint"> {many} operations, the last:</span>}
            {doing && <code>{doing}</code>}
            {operation?.returned !== undefined && doing && <span class="returned">→ {operation.returned ?? 'null'}</span>}
          </p>
          <Controls player={player} total={total} now={doing || now} steps={steps.length} />
          {scenario && script && (
            <TablePanel {...{ scenario, script, player, role }} own={own} />
          )}
          <Steps report={report} steps={steps} current={player.step} choose={player.toStep} />
        </div>
      </div>
      {scenario && script && (
        <details class="scenario" data-test="scenario">
          <summary>
            Scenario <span class="faint">for tidepool replay: {total} operations</span>
          </summary>
          <div class="scenario-body">
            <ScriptPanel {...{ scenario, script, done: player.done, toOperation: player.toOperation }} />
            <FinalTables {...{ scenario, script, own }} />
          </div>
        </details>
      )}
    </>
  );
}

interface FinalProps {
  scenario: Scenario;
  script: Script;
  own: (key: number) => boolean;
}

function FinalTables({ scenario, script, own }: FinalProps) {
  const tables = tablesAfter(scenario, scenario.operations.length, scenario.operations.length);
  return (
    <div class="final" data-test="final">
      {tables.map((table, i) => (
        <section key={i}>
          <h2>At the end, thread {tableName(scenario.tables[i])}</h2>
          <p class="faint">
            {table!.length} slots, threshold {table!.threshold}
          </p>
          <Slots table={table!} names={script.names} hashes={scenario.hashes} own={own} />
        </section>
      ))}
    </div>
  );
}

const said: Record<Proof['verdict'], string> = {
  confirmed: 'Confirmed by replay',
  transient: 'Transient',
  refuted: 'Refuted by replay',
  'not-replayed': 'Not replayed',
};

function Verdict({ proof }: { proof: Proof }) {
  return (
    <div class={`verdict verdict-${proof.verdict}`} data-test="verdict">
      <strong>{said[proof.verdict]}</strong>
      <p>
        {proof.evidence}
        {proof.growth && <span class="growth">; {proof.growth}</span>}
      </p>
      {proof.execution && (
        <p class="execution">
          <strong>In the traced run: {proof.execution.verdict.replace('-', ' ')}.</strong> {proof.execution.evidence}
        </p>
      )}
    </div>
  );
}
