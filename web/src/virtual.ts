// Long lists of which only what is seen is in the page: TanStack's virtualizer for Preact.

import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useReducer, useState } from 'preact/hooks';

export function useVirtual(scroller: RefObject<HTMLElement>, count: number, height: (index: number) => number) {
  const [, again] = useReducer((n: number) => n + 1, 0);
  const options = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: height,
    overscan: 12,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => again(0),
  };
  const [virtual] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(options));
  virtual.setOptions({ ...virtual.options, ...options });
  useLayoutEffect(() => virtual._didMount(), []);
  useLayoutEffect(() => virtual._willUpdate());
  return virtual;
}

/** Only if it is out of sight: then to the middle. */
export function reveal(virtual: Virtualizer<HTMLElement, HTMLElement>, index: number) {
  const scroller = virtual.scrollElement;
  const place = virtual.getOffsetForIndex(index, 'center');
  if (!scroller || !place) return;
  const item = virtual.measurementsCache[index];
  const top = scroller.scrollTop;
  if (item && item.start >= top && item.end <= top + scroller.clientHeight) return;
  scroller.scrollTop = place[0];
}
