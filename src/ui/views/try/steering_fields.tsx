import { useEffect, useId, useState } from 'react';
import type { Steering, SteeringCard } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Icon } from '../../controls/icon.tsx';
import { Press } from '../../controls/press.tsx';
import { SettingField } from '../../controls/setting_fields.tsx';
import { heldWords, priceWords, steeringWords } from './steering_words.ts';

/** What both lists are held to and lean to, and what that costs; where data is open that knows the items. */
export function SteeringFields() {
  const steer = useValue((state) => state.steer);
  const why = useValue(({ decoder, newItems }) => heldWords(decoder !== null, newItems.length > 0));
  const { trial } = useActions();
  const card = useSteering();
  if (card === null) return null;
  const set = (name: keyof Steering, value: Steering[typeof name] | undefined): Promise<void> => {
    const others = Object.fromEntries(Object.entries(steer).filter(([key]) => key !== name));
    const empty = value === undefined || value === 0 || (typeof value === 'object' && value.length === 0);
    return trial.steer(empty ? others : { ...others, [name]: value });
  };
  const names = card.categories.map(({ name }) => name);
  return (
    <details className="steering">
      <summary>Steer the lists: {steeringWords(steer)}</summary>
      <div className="fields">
        {names.length === 0 ? (
          <p className="muted">The items have no categories to hold a list to.</p>
        ) : (
          <>
            <Categories label="Only" none="any category" {...{ steer, card }} of="only" onChange={set} />
            <Categories label="Not" none="nothing left out" {...{ steer, card }} of="without" onChange={set} />
          </>
        )}
        {Object.entries(card.settings).map(([name, setting]) =>
          name === 'diversity' && names.length === 0 ? null : (
            <SettingField
              key={name}
              late
              raised
              name={name}
              setting={setting}
              value={steer[name as 'popularity' | 'diversity']}
              inForce={setting.usual}
              onChange={(value) => void set(name as 'popularity' | 'diversity', typeof value === 'number' ? value : 0)}
            />
          ),
        )}
      </div>
      {why === '' ? null : <p className="muted">{why}</p>}
      <Price />
    </details>
  );
}

interface CategoriesProps {
  readonly label: string;
  readonly none: string;
  readonly of: 'only' | 'without';
  readonly steer: Steering;
  readonly card: SteeringCard;
  readonly onChange: (of: 'only' | 'without', names: readonly string[]) => Promise<void>;
}

/** Categories that were chosen, each with a press that takes it away, and a field that adds one. */
function Categories({ label, none, of, steer, card, onChange }: CategoriesProps) {
  const id = useId();
  const chosen = steer[of] ?? [];
  const others = card.categories.filter(({ name }) => !chosen.includes(name));
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value="" onChange={({ target }) => void onChange(of, [...chosen, target.value])}>
        <option value="" disabled>
          {chosen.length === 0 ? none : `${chosen.length} chosen; add one`}
        </option>
        {others.map(({ name, items }) => (
          <option key={name} value={name}>
            {name} ({items})
          </option>
        ))}
      </select>
      {chosen.length === 0 ? null : (
        <ul className="chosen">
          {chosen.map((name) => (
            <li key={name}>
              {name}
              <button
                type="button"
                className="icon"
                aria-label={`${label}: take ${name} away`}
                onClick={() =>
                  void onChange(
                    of,
                    chosen.filter((other) => other !== name),
                  )
                }
              >
                <Icon name="remove" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
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
      <p role="status">
        {typeof price === 'number' ? `Asking 200 readers: ${Math.round(100 * price)} %` : priceWords(price)}
      </p>
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
