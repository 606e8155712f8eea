import { useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';

/** Where an element of a list was taken from and where it would be dropped. */
export interface Grab {
  readonly from: number;
  readonly to: number;
  readonly by: 'pointer' | 'keys';
}

interface Reorder {
  readonly grab: Grab | null;
  /** What just happened, for a live region. */
  readonly said: string;
  /** How far the element at `position` stands from its place, in px. */
  readonly offset: (position: number) => number;
  readonly handle: (position: number) => HandleProps;
}

interface HandleProps {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onBlur: () => void;
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerUp: () => void;
  readonly onPointerCancel: () => void;
}

/** Distance from the edge of the list at which dragging scrolls it, and by how much, in px. */
const EDGE = 28;

/**
 * Moves elements of a list by dragging a handle, or by keys: Space grabs, arrows move, Space drops, Esc puts back. While
 * one is grabbed the elements only look moved; the list changes once, when it is dropped.
 */
export function useReorder(
  list: RefObject<HTMLElement | null>,
  titles: readonly string[],
  onMove: (from: number, to: number) => void,
): Reorder {
  const [grab, setGrab] = useState<Grab | null>(null);
  const [said, setSaid] = useState('');
  const heights = useRef<readonly number[]>([]);
  const place = (position: number): string => `position ${position + 1} of ${titles.length}`;

  const begin = (position: number, by: Grab['by']): void => {
    heights.current = elementsOf(list).map((element) => element.offsetHeight);
    setGrab({ from: position, to: position, by });
    setSaid(
      `${titles[position]} grabbed, ${place(position)}. Arrow keys move it, Space drops it, Escape puts it back.`,
    );
  };
  const over = (to: number): void => {
    if (grab === null || to === grab.to || to < 0 || to >= titles.length) return;
    setGrab({ ...grab, to });
    setSaid(`${titles[grab.from]}, ${place(to)}`);
  };
  const end = (drops: boolean): void => {
    if (grab === null) return;
    setGrab(null);
    setSaid(drops ? `${titles[grab.from]} dropped at ${place(grab.to)}` : `${titles[grab.from]} put back`);
    if (drops && grab.to !== grab.from) onMove(grab.from, grab.to);
  };
  const onKeyDown = (event: KeyboardEvent, position: number): void => {
    if (event.key === ' ' || (event.key === 'Enter' && grab !== null)) {
      if (grab === null) begin(position, 'keys');
      else end(true);
    } else if (grab === null) return;
    else if (event.key === 'Escape') end(false);
    else if (event.key === 'ArrowUp') over(grab.to - 1);
    else if (event.key === 'ArrowDown') over(grab.to + 1);
    else if (event.key === 'Home') over(0);
    else if (event.key === 'End') over(titles.length - 1);
    else return;
    event.preventDefault();
  };

  return {
    grab,
    said,
    offset: (position) => (grab === null ? 0 : offsetOf(position, grab, heights.current)),
    handle: (position) => ({
      onKeyDown: (event) => onKeyDown(event, position),
      onBlur: () => grab?.by === 'keys' && end(false),
      onPointerDown(event) {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        begin(position, 'pointer');
      },
      onPointerMove({ clientY }) {
        if (grab?.by !== 'pointer' || list.current === null) return;
        over(positionAt(pointIn(list.current, clientY), heights.current));
      },
      onPointerUp: () => grab?.by === 'pointer' && end(true),
      onPointerCancel: () => end(false),
    }),
  };
}

const elementsOf = ({ current }: RefObject<HTMLElement | null>): HTMLElement[] =>
  [...(current?.children ?? [])].filter((child) => child instanceof HTMLElement);

/** The height in the list, scrolled parts counted, of a point on screen; scrolls where the point is at an edge. */
function pointIn(list: HTMLElement, clientY: number): number {
  const { top, bottom } = list.getBoundingClientRect();
  if (clientY < top + EDGE) list.scrollBy(0, -EDGE / 2);
  else if (clientY > bottom - EDGE) list.scrollBy(0, EDGE / 2);
  return clientY - top + list.scrollTop;
}

/** Which of elements with these heights lies at `y`; the first or last beyond them. */
export function positionAt(y: number, heights: readonly number[]): number {
  let bottom = 0;
  const found = heights.findIndex((height) => (bottom += height) > y);
  return found < 0 ? heights.length - 1 : found;
}

/** How far an element stands from its place while one is grabbed: the grabbed one passes others, they make room. */
export function offsetOf(
  position: number,
  { from, to }: Pick<Grab, 'from' | 'to'>,
  heights: readonly number[],
): number {
  if (position === from) {
    const passed = heights.slice(Math.min(from, to), Math.max(from, to) + 1).reduce((sum, h) => sum + h, 0);
    return Math.sign(to - from) * (passed - heights[from]);
  }
  if (position > from && position <= to) return -heights[from];
  return position < from && position >= to ? heights[from] : 0;
}
