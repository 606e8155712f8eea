import { useEffect, useState } from 'react';
import type { EmbeddingMap, Item } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Combobox } from '../../controls/combobox.tsx';
import { Panel } from '../../controls/fields.tsx';
import { Alike } from './alike.tsx';
import { ItemMap } from './item_map.tsx';

/** The item vectors of the model, laid flat: what lies close is alike for the model. */
export function EmbeddingPanel() {
  const map = useEmbedding();
  const [chosen, setChosen] = useState<Item | null>(null);
  const { trial } = useActions();
  if (map === null) return null;
  const known = chosen !== null && map.items.some(({ id }) => id === chosen.id) ? chosen : null;
  return (
    <Panel title="Items as the model sees them" className="embedding">
      <div className="embedding-parts">
        <ItemMap map={map} chosen={known} onChoose={setChosen} />
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
            <Alike item={known} onChoose={setChosen} />
          )}
        </div>
      </div>
    </Panel>
  );
}

function useEmbedding(): EmbeddingMap | null {
  const asked = useValue((state) => state.asked);
  const [map, setMap] = useState<EmbeddingMap | null>(null);
  const { look } = useActions();
  useEffect(() => {
    let current = true;
    void look.embedding().then((found) => {
      if (current) setMap(found);
    });
    return () => {
      current = false;
    };
  }, [asked, look]);
  return map;
}
