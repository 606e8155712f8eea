import { useEffect, useState } from 'react';
import type { Item, SimilarItem } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { AddButton } from '../../controls/add_button.tsx';

/** The items most like one, each to go on from or to add to the history. */
export function Alike({ item, onChoose }: { readonly item: Item; readonly onChoose: (item: Item) => void }) {
  const alike = useSimilar(item.id);
  return (
    <>
      <h3>Most like {item.title}</h3>
      <ol className="alike" aria-label={`Items most like ${item.title}`}>
        {alike.map(({ item: other, cosine }) => (
          <li key={other.id}>
            <button type="button" className="icon name" onClick={() => onChoose(other)}>
              {other.title}
            </button>
            <span className="score" title="cosine of the two vectors">
              {cosine.toFixed(2)}
            </span>
            <AddButton item={other} />
          </li>
        ))}
      </ol>
      <p className="muted">The number is the cosine of the two vectors: 1 is the same direction.</p>
    </>
  );
}

/** Of the item and the model that are chosen now: what was found for others says nothing here. */
function useSimilar(id: string): readonly SimilarItem[] {
  const [found, setFound] = useState<{ readonly of: string; readonly alike: readonly SimilarItem[] } | null>(null);
  const asked = useValue((state) => state.asked);
  const { look } = useActions();
  const of = `${asked} ${id}`;
  useEffect(() => {
    let current = true;
    void look.similar(id).then((alike) => {
      if (current) setFound({ of, alike });
    });
    return () => {
      current = false;
    };
  }, [id, of, look]);
  return found?.of === of ? found.alike : [];
}
