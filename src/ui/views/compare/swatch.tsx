import { lookOf } from './series.ts';

/** The line a run has in the chart. */
export function Swatch({ id }: { readonly id: string }) {
  const { colour, dash } = lookOf(id);
  return (
    <svg viewBox="0 0 28 8" aria-hidden="true" className={`swatch ${colour.slice(2)}`}>
      <line x1="0" y1="4" x2="28" y2="4" strokeDasharray={dash?.join(' ')} />
    </svg>
  );
}
