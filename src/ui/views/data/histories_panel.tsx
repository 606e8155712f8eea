import type { Item } from '../../../worker/contract.ts';
import { useValue } from '../../app_context.ts';
import { Panel } from '../../controls/fields.tsx';
import { date } from '../../format.ts';

/** The first few histories, so that one sees whether the columns were matched rightly. */
export function HistoriesPanel() {
  const preview = useValue((state) => state.preview);
  const dated = useValue(({ audit }) => audit !== null && audit.time !== null); // order numbers are no dates
  if (preview.length === 0) return null;
  return (
    <Panel title="First histories">
      <ul className="histories">
        {preview.map(({ user, items, times }) => (
          <li key={user}>
            <p>
              <strong>{user}</strong> <span className="muted">{dated ? range(times) : ''}</span>
            </p>
            <Chips items={items} most={8} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

interface ChipsProps {
  readonly items: readonly Item[];
  /** How many of the last are shown. */
  readonly most: number;
}

/** The last items of a history, oldest first. */
export function Chips({ items, most }: ChipsProps) {
  const hidden = Math.max(0, items.length - most);
  return (
    <ol className="chips">
      {hidden > 0 ? <li className="muted">{hidden} before …</li> : null}
      {items.slice(hidden).map(({ id, title }, i) => (
        <li key={`${i} ${id}`}>{title}</li>
      ))}
    </ol>
  );
}

function range(times: readonly number[] | null): string {
  const [first, last] = [times?.at(0), times?.at(-1)];
  return first === undefined || last === undefined ? '' : `${date(first)} to ${date(last)}`;
}
