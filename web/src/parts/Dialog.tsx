import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface Props {
  label: string;
  close: () => void;
  children: ComponentChildren;
}

/** The browser's own: it keeps the focus inside, and Escape closes it. */
export function Dialog({ label, close, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current!.showModal(), []);
  const outside = (event: MouseEvent) => event.target === dialog.current && close();
  return (
    <dialog ref={dialog} aria-label={label} onClose={close} onClick={outside}>
      <div class="sheet">
        <button class="close" onClick={close} aria-label="Close">
          ×
        </button>
        {children}
      </div>
    </dialog>
  );
}
