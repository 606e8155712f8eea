import { useEffect, useState } from 'react';
import type { SteeringCard } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { percent } from '../../format.ts';
import { Press } from '../../controls/press.tsx';
import { Rules } from '../lists/rules.tsx';
import { heldWords, priceWords, steeringWords, unknownWords } from './steering_words.ts';

/** What both lists are held to and lean to, and what that costs; where data is open that knows the items. */
export function SteeringFields() {
  const steer = useValue((state) => state.steer);
  const why = useValue(({ decoder, newItems }) => heldWords(decoder !== null, newItems.length > 0));
  const unknown = useValue(({ runList, baselineList }) => unknownWords((runList ?? baselineList)?.unknownItems ?? []));
  const actions = useActions();
  const card = useSteering();
  if (card === null) return null;
  return (
    <details className="steering">
      <summary>Steer the lists: {steeringWords(steer)}</summary>
      <Rules
        {...{ steer, card }}
        onChange={(next) => actions.trial.steer(next)}
        readIds={async (file, of) => (await actions.lists()).readIds(file, of)}
      />
      {unknown === '' ? null : <p className="muted">{unknown}</p>}
      {why === '' ? null : <p className="muted">{why}</p>}
      <Price />
    </details>
  );
}

function Price() {
  const steer = useValue((state) => state.steer);
  const price = useValue((state) => state.steeringPrice);
  const { trial } = useActions();
  const free = Object.keys(steer).length === 0;
  return (
    <div className="row">
      <Press off={free || typeof price === 'number'} onPress={() => trial.priceSteering()}>
        What does it cost?
      </Press>
      <Press off={free} onPress={() => trial.steer({})}>
        Steer no more
      </Press>
      <p role="status">{typeof price === 'number' ? `Asking 200 readers: ${percent(price)}` : priceWords(price)}</p>
    </div>
  );
}

/** What lists can be steered by; null before it is known, and where no data is open that knows of it. */
function useSteering(): SteeringCard | null {
  const dataset = useValue((state) => state.dataset?.id ?? null);
  const shared = useValue((state) => state.shared);
  const [known, setKnown] = useState<{ readonly of: string | null; readonly card: SteeringCard | null }>();
  const { trial } = useActions();
  useEffect(() => {
    let current = true;
    void trial.steering().then((card) => {
      if (current) setKnown({ of: dataset, card });
    });
    return () => {
      current = false;
    };
  }, [dataset, shared, trial]);
  return shared && known?.of === dataset ? known.card : null;
}
