// Where a reader is in a scenario, and the ways on from there: by steps, and by single operations.

import { useEffect, useState } from 'preact/hooks';
import { useKeys } from './keys';

export interface Player {
  step: number;
  /** Operations that have been done. */
  done: number;
  /** Those whose changes are shown as new: from here to `done`. */
  from: number;
  playing: boolean;
  first: () => void;
  last: () => void;
  next: () => void;
  previous: () => void;
  /** After so many operations. */
  toOperation: (operations: number) => void;
  toStep: (step: number) => void;
  play: () => void;
}

/** Milliseconds a step when it plays by itself. */
const pace = 1100;

/** `stops`: the operations done at each step, never fewer than at the one before. `exact`: not at a step's end. */
export function usePlayer(
  stops: number[],
  total: number,
  step: number,
  exact: number | undefined,
  go: (step: number, operations?: number) => void,
): Player {
  const [playing, setPlaying] = useState(false);
  const lastStep = stops.length - 1;
  const at = Math.max(0, Math.min(step, lastStep));
  const done = Math.min(exact ?? stops[at] ?? 0, total);
  const inside = exact !== undefined && done < stops[at];
  const next = () => go(inside ? at : Math.min(at + 1, lastStep));
  const toOperation = (operations: number) => {
    const wanted = Math.max(0, Math.min(operations, total));
    const found = stops.findIndex((stop) => stop >= wanted);
    go(found < 0 ? lastStep : found, wanted);
  };
  const player: Player = {
    step: at,
    done,
    from: exact !== undefined ? Math.max(0, done - 1) : at > 0 ? stops[at - 1] : done,
    playing,
    first: () => go(0),
    last: () => go(lastStep),
    next,
    previous: () => go(Math.max(0, at - 1)),
    toOperation,
    toStep: (wanted) => go(wanted),
    play: () => {
      if (!playing && at === lastStep && !inside) go(0);
      setPlaying(!playing);
    },
  };
  useKeys({
    ArrowRight: player.next,
    ArrowLeft: player.previous,
    'Shift+ArrowRight': () => toOperation(done + 1),
    'Shift+ArrowLeft': () => toOperation(done - 1),
    Home: player.first,
    End: player.last,
    ' ': player.play,
  });
  useEffect(() => {
    if (!playing) return;
    if (at === lastStep && !inside) return setPlaying(false);
    const timer = setTimeout(next, pace);
    return () => clearTimeout(timer);
  });
  return player;
}
