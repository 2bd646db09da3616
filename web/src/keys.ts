// Keys that work anywhere in the page, except where text is typed and in an open dialog.

import { useLayoutEffect } from 'preact/hooks';

type Keys = Record<string, () => void>;

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && !!target.closest('input:not([type=range]), select, textarea, dialog');

/** Names as in KeyboardEvent.key, with "Shift+" before arrows. In place as soon as the page is drawn: a key that is
 * pressed twice between two pictures must not start from the same place twice. */
export const useKeys = (keys: Keys) => useLayoutEffect(() => listenFor(keys));

function listenFor(keys: Keys): () => void {
  const listen = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const name = event.shiftKey && event.key.startsWith('Arrow') ? `Shift+${event.key}` : event.key;
    // A button that has the focus is pressed by the space bar.
    if (name === ' ' && event.target instanceof HTMLElement && event.target.closest('button, a, summary')) return;
    const action = keys[name];
    if (!action) return;
    event.preventDefault();
    action();
  };
  document.addEventListener('keydown', listen);
  return () => document.removeEventListener('keydown', listen);
}
