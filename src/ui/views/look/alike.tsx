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

function useSimilar(id: string): readonly SimilarItem[] {
  const [alike, setAlike] = useState<readonly SimilarItem[]>([]);
  const asked = useValue((state) => state.asked);
  const { look } = useActions();
  useEffect(() => {
    let current = true;
    setAlike([]); // those of another item or model say nothing here
    void look.similar(id).then((found) => {
      if (current) setAlike(found);
    });
    return () => {
      current = false;
    };
  }, [id, asked, look]);
  return alike;
}
