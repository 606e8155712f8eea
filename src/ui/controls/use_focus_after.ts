import { useEffect, useRef, type RefObject } from 'react';

/** Gives the focus to `selector` in the element of a list at `position` once what the list shows has changed, as it would be lost. */
export function useFocusAfter(list: RefObject<HTMLElement | null>, shown: unknown) {
  const wanted = useRef<{ readonly position: number; readonly selector: string } | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    const { position, selector } = wanted.current;
    wanted.current = null;
    list.current?.children[position]?.querySelector<HTMLElement>(selector)?.focus();
  }, [shown, list]);
  return (position: number, selector: string): void => {
    wanted.current = { position, selector };
  };
}
