import { useEffect, useState } from 'react';
import type { DecoderCard } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { SelectField } from '../../controls/fields.tsx';
import { changed, SettingField } from '../../controls/setting_fields.tsx';

/** How the list is made, where the model asked knows items by codes and so can be asked in more than one way. */
export function DecoderFields() {
  const decoder = useValue((state) => state.decoder);
  const { trial } = useActions();
  const cards = useDecoders();
  const card = cards.find(({ name }) => name === decoder?.name) ?? cards.at(0);
  if (cards.length < 2 || card === undefined) return null;
  const values = decoder?.values ?? {};
  return (
    <div className="fields decoding">
      <SelectField
        label="How the list is made"
        value={card.name}
        options={Object.fromEntries(cards.map(({ name, title }) => [name, title]))}
        help={card.says}
        onChange={(name) => void trial.decode(name === cards[0].name ? null : { name, values: {} })}
      />
      {Object.entries(card.settings).map(([name, setting]) => (
        <SettingField
          key={`${card.name} ${name}`}
          late
          name={name}
          setting={setting}
          value={values[name]}
          inForce={setting.usual}
          onChange={(value) => void trial.decode({ name: card.name, values: changed(values, name, value) })}
        />
      ))}
    </div>
  );
}

const NONE: readonly DecoderCard[] = [];

/** The ways in which the model asked can be asked; none before they are known. */
function useDecoders(): readonly DecoderCard[] {
  const asked = useValue((state) => state.asked);
  const [known, setKnown] = useState<{ readonly of: string | null; readonly cards: readonly DecoderCard[] }>();
  const { trial } = useActions();
  useEffect(() => {
    let current = true;
    void trial.decoders().then((cards) => {
      if (current) setKnown({ of: asked, cards });
    });
    return () => {
      current = false;
    };
  }, [asked, trial]);
  return known?.of === asked ? known.cards : NONE;
}
