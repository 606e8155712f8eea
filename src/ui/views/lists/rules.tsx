import { useId } from 'react';
import type { IdList, IdsOf, Steering, SteeringCard } from '../../../worker/contract.ts';
import { Icon } from '../../controls/icon.tsx';
import { SettingField } from '../../controls/setting_fields.tsx';
import { ItemRules } from './item_rules.tsx';

interface RulesProps {
  readonly steer: Steering;
  readonly card: SteeringCard;
  readonly onChange: (steer: Steering) => Promise<void> | void;
  readonly readIds: (file: File, of: IdsOf) => Promise<IdList | null>;
}

/** What lists are held to and lean to: categories, items of a list, popularity, diversity. */
export function Rules({ steer, card, onChange, readIds }: RulesProps) {
  const set = (name: keyof Steering, value: Steering[typeof name] | undefined): Promise<void> | void => {
    const others = Object.fromEntries(Object.entries(steer).filter(([key]) => key !== name));
    const isList = typeof value === 'object';
    // No item of a list is a rule as well; no category is none.
    const empty = value === undefined || value === 0 || (isList && value.length === 0 && name !== 'onlyItems');
    return onChange(empty ? others : { ...others, [name]: value });
  };
  const names = card.categories.map(({ name }) => name);
  return (
    <>
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
      <ItemRules steer={steer} onChange={set} readIds={readIds} />
    </>
  );
}

interface CategoriesProps {
  readonly label: string;
  readonly none: string;
  readonly of: 'only' | 'without';
  readonly steer: Steering;
  readonly card: SteeringCard;
  readonly onChange: (of: 'only' | 'without', names: readonly string[]) => Promise<void> | void;
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
