import type { Player } from '../player';
import { Icon } from './Icon';

interface Props {
  player: Player;
  total: number;
  /** What has just been done, for people. */
  now: string;
  steps: number;
}

export function Controls({ player, total, now, steps }: Props) {
  const atStart = player.step === 0;
  const atEnd = player.step === steps - 1 && player.done >= total;
  return (
    <div class="controls" role="group" aria-label="Stepping">
      <button onClick={player.first} disabled={atStart} aria-label="First step" title="First step (Home)">
        <Icon name="first" />
      </button>
      <button onClick={player.previous} disabled={atStart} aria-label="Previous step" title="Previous step (←)" data-test="previous">
        <Icon name="previous" />
      </button>
      <button
        class="primary"
        onClick={player.next}
        disabled={atEnd}
        aria-label="Next step"
        title="Next step (→)"
        data-test="next"
      >
        Next <Icon name="next" />
      </button>
      <button onClick={player.play} aria-label={player.playing ? 'Pause' : 'Play'} title="Play, pause (space)" data-test="play">
        <Icon name={player.playing ? 'pause' : 'play'} />
      </button>
      <input
        type="range"
        min={0}
        max={total}
        value={player.done}
        aria-label="Operations on the table"
        aria-valuetext={`${player.done} of ${total} operations: ${now}`}
        onInput={(event) => player.toOperation(Number(event.currentTarget.value))}
        disabled={total === 0}
        data-test="slider"
      />
      <span class="count" data-test="done">
        {player.done}/{total}
      </span>
    </div>
  );
}
