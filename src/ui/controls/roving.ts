import { useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';

interface Roving {
  /** Of button `button` in row `row`: 0 for the one that Tab leads to, −1 for all others. */
  readonly tabIndex: (row: number, button: number) => 0 | -1;
  /** For the list. */
  readonly keys: {
    readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
    readonly onKeyDown: (event: KeyboardEvent) => void;
  };
}

/** By which rows and buttons a key leads away. */
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [-Infinity, 0],
  End: [Infinity, 0],
};

/**
 * One tab stop for a list of `rows` rows with some buttons each: ↑ and ↓ go through the rows, ← and → through the buttons of
 * one, Home and End to the first and last row. At first Tab leads to the last row. WAI-ARIA Authoring Practices 1.2,
 * "managing focus within components using a roving tabindex".
 */
export function useRoving(list: RefObject<HTMLElement | null>, rows: number): Roving {
  const [at, setAt] = useState({ row: Infinity, button: 0 });
  const row = Math.min(at.row, rows - 1);
  const buttonsOf = (r: number): HTMLButtonElement[] => [
    ...(list.current?.children[r]?.querySelectorAll('button') ?? []),
  ];
  return {
    tabIndex: (r, b) => (r === row && b === at.button ? 0 : -1),
    keys: {
      onFocus({ target }) {
        const r = [...(list.current?.children ?? [])].findIndex((child) => child.contains(target));
        const b = buttonsOf(r).findIndex((button) => button === target);
        if (r >= 0 && b >= 0) setAt({ row: r, button: b });
      },
      onKeyDown(event) {
        const step = STEPS[event.key];
        if (step === undefined || event.isDefaultPrevented() || event.ctrlKey || event.metaKey || event.altKey) return;
        const next = buttonsOf(within(row + step[0], rows));
        next[within(at.button + step[1], next.length)]?.focus();
        event.preventDefault();
      },
    },
  };
}

const within = (place: number, count: number): number => Math.max(0, Math.min(count - 1, place));
