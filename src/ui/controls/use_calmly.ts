import { useEffect, useRef, useState } from 'react';

/** `value` at most once in so many milliseconds, the last one always: for what costs more to draw than to receive. */
export function useCalmly<T>(value: T, milliseconds: number): T {
  const [shown, show] = useState(value);
  const last = useRef(-Infinity);
  useEffect(() => {
    const wait = Math.max(0, last.current + milliseconds - performance.now());
    const timer = setTimeout(() => {
      last.current = performance.now();
      show(value);
    }, wait);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return shown;
}
