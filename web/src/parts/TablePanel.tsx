import { useState } from 'preact/hooks';
import type { Operation, Scenario, Script } from '../data';
import { home, sorted, tableName, tablesAfter, type Table, type Tables } from '../playback';
import type { Player } from '../player';
import { Ring } from './Ring';

interface Props {
  scenario: Scenario;
  script: Script;
  player: Player;
  own: (key: number) => boolean;
  /** What threads are, for people. */
  role?: (thread: string) => string;
}

/** The one that the current thread has just used, or has. */
function current(scenario: Scenario, tables: Tables, operation: Operation | undefined): number {
  const thread = operation && scenario.threads[operation.thread];
  const mine = tables.flatMap((table, i) => (table && scenario.tables[i].thread === thread ? [i] : []));
  return mine.find((i) => tables[i]!.changed.size > 0) ?? mine[0] ?? tables.findIndex(Boolean);
}

export function TablePanel({ scenario, script, player, own, role }: Props) {
  const [wanted, want] = useState(-1);
  const tables = tablesAfter(scenario, player.from, player.done);
  const operation = scenario.operations[player.done - 1];
  const shown = tables[wanted] ? wanted : current(scenario, tables, operation);
  const table = tables[shown];
  const searches = scenario.operations.slice(player.from, player.done).filter((o) => o.search);
  const sameThread = operation && shown >= 0 && scenario.tables[shown].thread === scenario.threads[operation.thread];
  const search = searches.length === 1 && sameThread ? searches[0].search : undefined;
  const others = tables.flatMap((t, i) => (t && i !== shown ? [[i, t] as const] : []));
  const common = { names: script.names, hashes: scenario.hashes, own };
  return (
    <section class="table-panel" aria-label="The thread's table">
      {table ? (
        <Ring {...common} table={table} search={search} {...scenario.tables[shown]} />
      ) : (
        <p class="no-table" data-test="no-table">
          No thread has a table yet. The first set, or the first get, makes one.
        </p>
      )}
      {others.length > 0 && (
        <div class="others" role="group" aria-label="Tables of other threads">
          {others.map(([i, t]) => (
            <button key={i} onClick={() => want(i)} title={`Show the table of thread ${tableName(scenario.tables[i])}`}>
              <Ring {...common} table={t} {...scenario.tables[i]} mini />
              <span>
                thread {tableName(scenario.tables[i])}
                {role && <small>{role(scenario.tables[i].thread)}</small>}
              </span>
            </button>
          ))}
          {wanted >= 0 && (
            <button class="link" onClick={() => want(-1)}>
              Follow the current thread
            </button>
          )}
        </div>
      )}
      <Legend search={!!search} />
      {table && (
        <div class="in-use">
          <Slots {...common} table={table} />
        </div>
      )}
    </section>
  );
}

function Legend({ search }: { search: boolean }) {
  return (
    <ul class="legend" aria-label="Legend">
      <li>
        <i class="swatch own" />
        this holder
      </li>
      <li>
        <i class="swatch other" />
        others
      </li>
      <li>
        <i class="swatch stale" />
        stale
      </li>
      <li>
        <i class="swatch changed" />
        changed
      </li>
      {search && (
        <li>
          <i class="swatch way" />
          slots looked at
        </li>
      )}
    </ul>
  );
}

/** The same in words: for long names, for tables that are too large for a ring, and for screen readers. */
export function Slots({ table, names, hashes, own }: { table: Table; names: string[]; hashes: number[]; own: (key: number) => boolean }) {
  return (
    <table class="slots" data-test="slots">
      <thead>
        <tr>
          <th scope="col">slot</th>
          <th scope="col">key</th>
          <th scope="col">value</th>
          <th scope="col">home</th>
        </tr>
      </thead>
      <tbody>
        {sorted(table).map(([slot, { key, was, value }]) => {
          const state = key < 0 ? 'stale' : own(key) ? 'own' : 'other';
          return (
            <tr key={slot} class={`${state} ${table.changed.has(slot) ? 'changed' : ''}`}>
              <td>{slot}</td>
              <td>{key < 0 ? `stale${was >= 0 ? ` (was ${names[was]})` : ''}` : names[key]}</td>
              <td>{value ?? 'null'}</td>
              <td>{was >= 0 ? home(hashes[was], table.length) : ''}</td>
            </tr>
          );
        })}
        {table.entries.size === 0 && (
          <tr>
            <td colSpan={4} class="faint">
              no entries
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
