import { useState } from 'react';
import type { Item, LensCard } from '../../../worker/contract.ts';
import { fileName } from '../../../core/file_names.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Combobox } from '../../controls/combobox.tsx';
import { Drawn } from '../../pictures/drawn.tsx';
import type { PictureProps } from '../../pictures/frame.tsx';
import type { OfKind } from '../../pictures/numbers.ts';
import { useDataName } from '../../use_data_name.ts';
import { useOfItem } from './use_looked.ts';

interface MapAndItemProps extends PictureProps<OfKind<'map'>> {
  /** Lenses that read an item. */
  readonly beside: readonly LensCard[];
}

/** A map, and beside it a field to find an item and what is known of the one chosen. */
export function MapAndItem({ beside, ...props }: MapAndItemProps) {
  const [chosen, setChosen] = useState<Item | null>(null);
  const { trial } = useActions();
  const { rows } = props.picture.numbers;
  const known = chosen !== null && rows.of === 'items' && rows.items.some(({ id }) => id === chosen.id) ? chosen : null;
  return (
    <div className="map-and-item">
      <Drawn {...props} chosen={known} onChoose={setChosen} />
      <div className="beside">
        <Combobox
          label="Find an item"
          placeholder="title or id"
          noun="item"
          search={trial.search}
          keyOf={({ id }: Item) => id}
          show={({ title }) => <span className="title">{title}</span>}
          onChoose={setChosen}
        />
        {known === null ? (
          <p className="empty">Choose an item here or on the map to see which ones are like it.</p>
        ) : (
          beside.map((lens) => <OfItem key={lens.name} lens={lens} item={known} onChoose={setChosen} />)
        )}
      </div>
    </div>
  );
}

interface OfItemProps {
  readonly lens: LensCard;
  readonly item: Item;
  readonly onChoose: (item: Item) => void;
}

/** What a lens shows of one item. */
function OfItem({ lens, item, onChoose }: OfItemProps) {
  const pictures = useOfItem(lens, item);
  const data = useDataName(useValue((state) => state.asked));
  return (
    <section aria-label={`${lens.title}: ${item.title}`}>
      {pictures.map((picture, place) => (
        <Drawn
          key={`${item.id} ${picture.title}`}
          picture={picture}
          name={fileName(data, `${lens.name}-${item.id}${pictures.length < 2 ? '' : `-${place + 1}`}`)}
          controls={null}
          onChoose={onChoose}
        />
      ))}
      <p className="muted">{lens.says}</p>
    </section>
  );
}
