/** How a JSON text is read, in words. */
import type { JsonFormat } from '../types.ts';

const LAYOUTS = {
  lines: 'lines',
  values: 'values one after the other',
  elements: 'one array',
  members: 'one object, a row for each of its keys',
  columns: 'one object of columns',
} as const;

/** "JSON lines in utf-8, one row for each of "events"": completes "… is read as". */
export function describeJson({ dialect, layout, at, rows, header, events, prefix, encoding }: JsonFormat): string {
  const language = dialect === 'json' ? 'JSON' : 'literals of Python or JavaScript';
  const what =
    layout === 'elements' && dialect === 'json' && at.length === 0
      ? 'one JSON array'
      : dialect === 'json' && layout === 'lines'
        ? 'JSON lines'
        : `${language}: ${LAYOUTS[layout]}`;
  const inside = at.length === 0 ? '' : ` inside "${at.join('.')}"`;
  const after = prefix.trim() === '' ? '' : ` after "${prefix.trim()}"`;
  const arrays = rows === 'arrays' ? `, rows are arrays ${header ? 'with' : 'without'} a header` : '';
  const lists = events.filter((name) => name !== '').map((name) => `"${name}"`);
  const unfolded = events.length === 0 ? '' : `, one row for each of ${lists.at(-1) ?? 'its elements'}`;
  return `${what}${inside}${after} in ${encoding}${arrays}${unfolded}`;
}
