import { arc } from 'd3-shape';
import type { Operation } from '../data';
import { home, sorted, type Entry, type Table } from '../playback';

const inner = 80;
const outer = 114;
const label = 131;
/** More slots than that have no room for what stands in them; the list below the ring has it. */
const longestLabelled = 32;
/** Half the drawing's width, and that of a letter beside the ring. */
const halfWidth = 236;
const letter = 6.7;

const slice = arc<{ from: number; to: number; inner?: number; outer?: number }>()
  .innerRadius((d) => d.inner ?? inner)
  .outerRadius((d) => d.outer ?? outer)
  .startAngle((d) => d.from)
  .endAngle((d) => d.to);

function shortened(text: string, x: number): string {
  const room = Math.floor((halfWidth - Math.abs(x)) / letter);
  return text.length > room ? text.slice(0, room - 1) + '…' : text;
}

export interface RingProps {
  table: Table;
  names: string[];
  hashes: number[];
  /** The keys that it is about. */
  own: (key: number) => boolean;
  /** The way of the last operation's search. */
  search?: Operation['search'];
  thread: string;
  inheritable: boolean;
  /** Small, without words. */
  mini?: boolean;
}

export function entryText(entry: Entry, names: string[]): string {
  const key = entry.key < 0 ? 'stale' : names[entry.key];
  return `${key} = ${entry.value ?? 'null'}`;
}

/** Clockwise from the top, as on a clock face. */
export function Ring({ table, names, hashes, own, search, thread, inheritable, mini }: RingProps) {
  const turn = (2 * Math.PI) / table.length;
  const gap = Math.min(0.02, turn / 10);
  const middle = (slot: number) => (slot + 0.5) * turn;
  const point = (slot: number, radius: number) =>
    [Math.sin(middle(slot)) * radius, -Math.cos(middle(slot)) * radius] as const;
  const looked = new Set<number>();
  if (search) for (let i = 0; i < search[1]; ++i) looked.add((search[0] + i) % table.length);
  const described = sorted(table)
    .map(([slot, entry]) => `slot ${slot}: ${entryText(entry, names)}`)
    .join('; ');

  const slots = Array.from({ length: table.length }, (_, slot) => {
    const entry = table.entries.get(slot);
    const state = !entry ? 'empty' : entry.key < 0 ? 'stale' : own(entry.key) ? 'own' : 'other';
    const marks = `${table.changed.has(slot) ? ' changed' : ''}${looked.has(slot) ? ' looked' : ''}`;
    return (
      <path
        key={slot}
        class={`slot ${state}${marks}`}
        d={slice({ from: slot * turn + gap / 2, to: (slot + 1) * turn - gap / 2 })!}
        data-slot={slot}
      >
        {!mini && <title>{`slot ${slot}: ${entry ? entryText(entry, names) : 'empty'}`}</title>}
      </path>
    );
  });
  const pattern = `stale-${mini ? 'mini' : 'ring'}`;
  return (
    <svg
      class={`ring ${mini ? 'mini' : ''}`}
      viewBox={mini ? '-118 -118 236 236' : `${-halfWidth} -142 ${2 * halfWidth} 284`}
      role="img"
      aria-label={`${inheritable ? 'Inheritable table' : 'Table'} of thread ${thread}, ${table.length} slots. ${described || 'Empty.'}`}
      data-test={mini ? 'mini' : 'ring'}
    >
      <defs>
        <pattern id={pattern} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="hatch-ground" width="6" height="6" />
          <rect class="hatch" width="2.5" height="6" />
        </pattern>
        <marker id="head" viewBox="0 0 8 8" refX="5" refY="4" markerWidth="6" markerHeight="6" orient="auto">
          <path class="arrow-head" d="M0,0 L8,4 L0,8 z" />
        </marker>
      </defs>
      <g>{slots}</g>
      {!mini && <Words {...{ table, names, own, hashes, point }} />}
      {!mini && search && <SearchWay {...{ search, turn, point, middle }} />}
      {!mini && (
        <text class="centre" text-anchor="middle">
          <tspan class="thread" x="0" y="-12">
            thread {thread}
          </tspan>
          {inheritable && (
            <tspan class="faint" x="0" y="-28">
              inheritable
            </tspan>
          )}
          <tspan x="0" y="8">
            {table.entries.size} of {table.length} slots
          </tspan>
          <tspan class="faint" x="0" y="26">
            grows at {table.threshold}
          </tspan>
        </text>
      )}
    </svg>
  );
}

type Point = (slot: number, radius: number) => readonly [number, number];

function Words({ table, names, own, hashes, point }: Pick<RingProps, 'table' | 'names' | 'own' | 'hashes'> & { point: Point }) {
  const crowded = table.length > 16;
  const worth = (slot: number, entry: Entry) =>
    !crowded || (table.length <= longestLabelled && (entry.key < 0 || own(entry.key) || table.changed.has(slot)));
  return (
    <>
      {Array.from({ length: table.length }, (_, slot) => {
        if (table.length > longestLabelled) return null;
        const [x, y] = point(slot, inner - 9);
        return (
          <text key={slot} class="number" x={x} y={y + 3} text-anchor="middle">
            {slot}
          </text>
        );
      })}
      {sorted(table).map(([slot, entry]) => {
        const at = entry.key < 0 ? slot : home(hashes[entry.key], table.length);
        const [x, y] = point(slot, label);
        const anchor = x > 0 ? 'start' : 'end';
        return (
          worth(slot, entry) && (
            <text key={slot} class={`entry ${entry.key < 0 ? 'stale' : ''}`} x={x} y={y + 4} text-anchor={anchor}>
              {shortened(entryText(entry, names), x)}
              {at !== slot && (
                <tspan class="faint" x={x} dy="12">
                  (home {at})
                </tspan>
              )}
            </text>
          )
        );
      })}
    </>
  );
}

/** A dot where the search began, an arrow along the slots that it looked at. */
function SearchWay({ search, turn, point, middle }: { search: NonNullable<Operation['search']>; turn: number; point: Point; middle: (slot: number) => number }) {
  const [from, count] = search;
  const radius = outer + 8;
  const [x, y] = point(from, radius);
  const angle = (count - 1) * turn;
  const end = middle(from) + angle;
  const path = `M${x},${y} A${radius},${radius} 0 ${angle > Math.PI ? 1 : 0} 1 ${Math.sin(end) * radius},${-Math.cos(end) * radius}`;
  return (
    <g class="search-way" data-test="search-way" data-looked={count}>
      <circle cx={x} cy={y} r="3.5">
        <title>home: slot {from}</title>
      </circle>
      {count > 1 && <path d={path} marker-end="url(#head)" />}
    </g>
  );
}
