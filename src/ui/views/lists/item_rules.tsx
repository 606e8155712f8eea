import { useState } from 'react';
import { idListWords } from '../../../core/lists_words.ts';
import type { IdList, IdsOf, Steering } from '../../../worker/contract.ts';
import { FileButton } from '../../controls/fields.tsx';
import { Icon } from '../../controls/icon.tsx';
import { counted } from '../../format.ts';
import { allowedBy, type ItemRule } from './item_lists.ts';

interface ItemRulesProps {
  readonly steer: Steering;
  readonly onChange: (of: 'onlyItems' | 'withoutItems', ids: readonly string[] | undefined) => Promise<void> | void;
  readonly readIds: (file: File, of: IdsOf) => Promise<IdList | null>;
}

/** What a file can be of tables and lists. */
export const LISTS = '.csv,.tsv,.txt,.json,.jsonl,.parquet,.xlsx,.gz,.zip';

/** Items that may be listed and items that may not, each from a file; what a file was read as is said. */
export function ItemRules({ steer, onChange, readIds }: ItemRulesProps) {
  const [said, setSaid] = useState('');
  const { onlyItems, withoutItems } = steer;
  const take = async (file: File, rule: ItemRule): Promise<void> => {
    const list = await readIds(file, 'items');
    if (list === null) return;
    if (rule === 'stock' && list.stock === null) {
      setSaid(`${file.name}: no column is called a stock, such as stock or quantity, so that no rule was made of it.`);
      return;
    }
    setSaid(idListWords(file.name, list, 'item'));
    if (rule === 'never') await onChange('withoutItems', list.ids);
    else await onChange('onlyItems', rule === 'stock' ? allowedBy(list) : list.ids);
  };
  return (
    <div className="item-rules">
      <div className="row">
        <FileButton label="What is in stock…" accept={LISTS} onFiles={([file]) => file && void take(file, 'stock')} />
        <FileButton label="Only these items…" accept={LISTS} onFiles={([file]) => file && void take(file, 'only')} />
        <FileButton label="Never these items…" accept={LISTS} onFiles={([file]) => file && void take(file, 'never')} />
      </div>
      <ul className="chosen">
        {onlyItems === undefined ? null : (
          <Chosen
            words={`only ${counted(onlyItems.length, 'item')} of a list`}
            onAway={() => onChange('onlyItems', undefined)}
          />
        )}
        {withoutItems === undefined ? null : (
          <Chosen
            words={`never ${counted(withoutItems.length, 'item')} of a list`}
            onAway={() => onChange('withoutItems', undefined)}
          />
        )}
      </ul>
      <p className="muted" role="status">
        {said}
      </p>
    </div>
  );
}

function Chosen({ words, onAway }: { readonly words: string; readonly onAway: () => Promise<void> | void }) {
  return (
    <li>
      {words}
      <button type="button" className="icon" aria-label={`Take away: ${words}`} onClick={() => void onAway()}>
        <Icon name="remove" />
      </button>
    </li>
  );
}
