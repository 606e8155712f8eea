import { useState } from 'react';
import type { DatasetSummary, Duplicates, Shaping } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { NumberField, Panel, SelectField } from '../../controls/fields.tsx';

const duplicates: Readonly<Record<Duplicates, string>> = {
  keep: 'keep all',
  'drop repeated rows': 'drop rows equal in user, item and time',
  'collapse consecutive': 'one item several times in a row counts once',
};

const ties: Readonly<Record<Shaping['ties'], string>> = {
  'file order': 'stay in file order',
  'seeded shuffle': 'are shuffled by a seed',
};

/** How rows become histories. The file is not read again; the cleaning is part of every recipe. */
export function ShapingPanel({ dataset }: { readonly dataset: DatasetSummary }) {
  const [shaping, setShaping] = useState(dataset.shaping);
  const busy = useValue((state) => state.opening !== null || state.working);
  const { data } = useActions();
  const change = (part: Partial<Shaping>): void => setShaping({ ...shaping, ...part });
  return (
    <Panel title="Cleaning">
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void data.reshape(shaping);
        }}
      >
        <SelectField
          label="Duplicates"
          value={shaping.duplicates}
          options={duplicates}
          onChange={(value) => change({ duplicates: value })}
        />
        <NumberField
          label="Minimum per user"
          value={shaping.minimumUser}
          minimum={1}
          whole
          help="Users with fewer interactions go"
          onChange={(value) => change({ minimumUser: value ?? 1 })}
        />
        <NumberField
          label="Minimum per item"
          value={shaping.minimumItem}
          minimum={1}
          whole
          help="Items with fewer interactions go, until none is left"
          onChange={(value) => change({ minimumItem: value ?? 1 })}
        />
        <NumberField
          label="Last N per user"
          value={shaping.lastN ?? undefined}
          placeholder="all"
          minimum={1}
          whole
          help="Empty keeps all"
          onChange={(value) => change({ lastN: value ?? null })}
        />
        <SelectField
          label="Events at one time"
          value={shaping.ties}
          options={ties}
          onChange={(value) => change({ ties: value })}
        />
        <div className="row">
          <button type="submit" disabled={busy}>
            Clean again
          </button>
        </div>
      </form>
    </Panel>
  );
}
