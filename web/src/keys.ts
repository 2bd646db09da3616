// Keys that work anywhere in the page, except where text is typed and in an open dialog.

export type Keys = Record<string, () => void>;

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && !!target.closest('input:not([type=range]), select, textarea, dialog');

/** Names as in KeyboardEvent.key, with "Shift+" before arrows. Returns what ends it. */
export function onKeys(keys: Keys): () => void {
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
