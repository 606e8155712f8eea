import { useLayoutEffect, useRef, type RefObject } from 'react';

const MILLISECONDS = 450;

/**
 * Lets the children of a list glide from where they stood to where they stand after `version` changed (first, last, invert,
 * play). Children are told apart by `data-flip`; new ones fade in. Does nothing where a person asked for less motion.
 */
export function useFlip(list: RefObject<HTMLElement | null>, version: unknown): void {
  const before = useRef<ReadonlyMap<string, number>>(new Map());
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const origin = element.getBoundingClientRect().top;
    const children = [...element.querySelectorAll<HTMLElement>('[data-flip]')];
    const tops = new Map(
      children.map((child) => [child.dataset['flip'] ?? '', child.getBoundingClientRect().top - origin]),
    );
    const known = before.current;
    before.current = tops;
    if (known.size === 0 || !matchMedia('(prefers-reduced-motion: no-preference)').matches) return;
    for (const child of children) {
      const key = child.dataset['flip'] ?? '';
      const [from, to] = [known.get(key), tops.get(key) ?? 0];
      if (from === to) continue;
      const start = from === undefined ? { opacity: 0 } : { transform: `translateY(${from - to}px)` };
      child.animate([start, {}], { duration: MILLISECONDS, easing: 'ease-out' });
    }
  }, [list, version]);
}
