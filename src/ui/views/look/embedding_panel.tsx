import { useEffect, useState } from 'react';
import type { EmbeddingMap, Item } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Combobox } from '../../controls/combobox.tsx';
import { Panel } from '../../controls/fields.tsx';
import { Alike } from './alike.tsx';
import { ItemMap } from './item_map.tsx';

/** The item vectors of the model, laid flat: what lies close is alike for the model. */
export function EmbeddingPanel() {
  const { run, map } = useEmbedding();
  const [chosen, setChosen] = useState<Item | null>(null);
  const { trial } = useActions();
  if (map === null) return null;
  const known = chosen !== null && map.items.some(({ id }) => id === chosen.id) ? chosen : null;
  return (
    <Panel title="Items as the model sees them" className="embedding">
      <div className="embedding-parts">
        <ItemMap key={run} map={map} chosen={known} onChoose={setChosen} />
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

interface Drawn {
  /** Whose items they are. */
  readonly run: string | null;
  readonly map: EmbeddingMap | null;
}

/** The map of the model asked; the one before it stays until the new one is there. */
function useEmbedding(): Drawn {
  const asked = useValue((state) => state.asked);
  const [drawn, setDrawn] = useState<Drawn>({ run: null, map: null });
  const { look } = useActions();
  useEffect(() => {
    let current = true;
    void look.embedding().then((map) => {
      if (current) setDrawn({ run: asked, map });
    });
    return () => {
      current = false;
    };
  }, [asked, look]);
  return drawn;
}
