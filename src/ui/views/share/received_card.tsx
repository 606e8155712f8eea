import { useState } from 'react';
import { useActions, useValue } from '../../app_context.ts';
import { ModelCard } from './model_card.tsx';
import { RecipeCard } from './recipe_card.tsx';

/**
 * What came by a link or file, before anybody believes it. Everything in it is shown as text. A model is asked in Try:
 * in the other views its card is a line that can be opened.
 */
export function ReceivedCard() {
  const received = useValue((state) => state.received);
  const inTry = useValue((state) => state.view === 'try');
  const [opened, setOpened] = useState(false);
  const { receive } = useActions();
  if (received === null) return null;
  const by = received.kind === 'model' ? received.by : 'link';
  const folds = received.kind === 'model' && !inTry;
  const folded = folds && !opened;
  return (
    <section className={`panel received${folded ? ' folded' : ''}`} aria-label={`From a ${by}`}>
      <div className="share-head">
        <h2>
          {received.kind === 'model' ? 'A model' : 'A recipe'} <span className="tag">from a {by}, author unknown</span>
        </h2>
        <div className="row">
          {folds ? (
            <button type="button" aria-expanded={opened} onClick={() => setOpened(!opened)}>
              {opened ? 'Less' : 'More'}
            </button>
          ) : null}
          <button type="button" onClick={() => receive.dismiss()}>
            Put away
          </button>
        </div>
      </div>
      {received.kind === 'recipe' ? <RecipeCard received={received} /> : null}
      {received.kind === 'model' && !folded ? <ModelCard run={received.run} /> : null}
    </section>
  );
}
