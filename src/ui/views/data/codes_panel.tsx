import { useEffect } from 'react';
import { alikeWords } from '../../../core/code_use.ts';
import { sourceWords } from '../../../core/vector_words.ts';
import { usualOf } from '../../../state/presets.ts';
import { isBusy } from '../../../state/phases.ts';
import { vectorsInUse } from '../../../state/vectors_in_use.ts';
import type { CodesMade } from '../../../state/slices/codes.ts';
import type { AnyValues, DatasetSummary, PartCard } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Panel, SelectField, Table } from '../../controls/fields.tsx';
import { Press } from '../../controls/press.tsx';
import { changed, SettingField } from '../../controls/setting_fields.tsx';
import { counted, duration, percent, rounded } from '../../format.ts';

/** Codes made of what the items are known by before any model: what they come to, and what they do not tell apart. */
export function CodesPanel({ dataset }: { readonly dataset: DatasetSummary }) {
  const card = useValue(
    ({ tokenizers, tokenizer }) => tokenizers.find(({ name }) => name === tokenizer) ?? tokenizers.at(0),
  );
  const making = useValue((state) => state.makingCodes);
  const failure = useValue((state) => state.codesFailure);
  const made = useValue((state) => state.codesMade);
  const { codes } = useActions();
  useEffect(() => void codes.list(), [codes]);
  return (
    <Panel title="Codes of the items">
      <p className="muted">
        A few codes name each item, made of its title or of the histories that train; items that are alike share some. A
        model that knows items by codes has its own made when it trains: here one sees what they come to.
      </p>
      {card === undefined ? null : <HowMade card={card} off={making !== null} />}
      <Make making={making} />
      {failure === null ? null : (
        <p className="notice warning" role="alert">
          {failure}
        </p>
      )}
      {made?.dataset === dataset.id ? <Made made={made} items={dataset.items} /> : null}
    </Panel>
  );
}

function HowMade({
  card: { name: tokenizer, settings, title, says, source },
  off,
}: {
  readonly card: PartCard;
  readonly off: boolean;
}) {
  const chosen = useValue((state) => state.codeSettings);
  const tokenizers = useValue((state) => state.tokenizers);
  const { codes } = useActions();
  const vectors = useValue((state) => vectorsInUse(state).vectors);
  const usual: AnyValues = { ...usualOf(settings), ...(vectors === undefined ? {} : { vectors }) };
  return (
    <details className="code-settings">
      <summary>How they are made</summary>
      <p className="muted">
        {title}: {says} ({source}). With few items there are fewer codes than usual, unless their number is set.
      </p>
      <fieldset className="fields" disabled={off}>
        <legend className="hidden">How codes are made</legend>
        <SelectField
          label="tokenizer"
          value={tokenizer}
          options={Object.fromEntries(tokenizers.map((one) => [one.name, one.title]))}
          onChange={(name) => codes.choose(name)}
        />
        {Object.entries(settings).map(([name, setting]) => (
          <SettingField
            key={name}
            name={name}
            setting={setting}
            value={chosen[name]}
            inForce={usual[name]}
            raised={false}
            onChange={(value) => codes.set(changed(chosen, name, value))}
          />
        ))}
      </fieldset>
    </details>
  );
}

function Make({ making }: { readonly making: number | null }) {
  const training = useValue((state) => state.working || isBusy(state.phase));
  const noDevice = useValue((state) => state.device.kind === 'none' || state.device.kind === 'lost');
  const { codes } = useActions();
  const why = noDevice
    ? 'There is no GPU to make them on.'
    : training
      ? 'A run is at work: pause or stop it first.'
      : null;
  return (
    <>
      <div className="row">
        <Press off={making !== null || why !== null} onPress={() => codes.make()}>
          Make codes
        </Press>
        {making === null ? null : (
          <button type="button" onClick={() => codes.cancel()}>
            Cancel
          </button>
        )}
        {why === null ? null : <small>{why}</small>}
      </div>
      {making === null ? null : (
        <>
          <progress value={making} max={1} aria-label="Making codes" />
          <p role="status">{making === 0 ? 'Making vectors of the items…' : 'Making codes for the items…'}</p>
        </>
      )}
    </>
  );
}

function Made({ made, items }: { readonly made: CodesMade; readonly items: number }) {
  const { levels, settings, alike, width, seconds, explained: whole } = made;
  const byLevel = levels.some(({ explained }) => explained !== undefined);
  const { codes } = useActions();
  const size = Number(settings.codes);
  const words = alikeWords(alike, items);
  return (
    <>
      <p role="status">
        {counted(levels.length, 'level')} of {counted(size, 'code')} for {counted(items, 'item')}, of vectors of {width}{' '}
        numbers made of {sourceWords(String(settings.vectors))}, of whose variance they explain {percent(whole)}:{' '}
        {words}. Made in {duration(seconds)}.
      </p>
      <Table
        numeric
        caption="How the codes are used"
        columns={[
          'level',
          'codes used',
          `entropy, of ${rounded(Math.log(size))} nats`,
          ...(byLevel ? ['explained so far'] : []),
        ]}
        rows={levels.map(({ used, entropy, explained }, level) => [
          level + 1,
          `${used} of ${size}`,
          rounded(entropy),
          ...(explained === undefined ? [] : [percent(explained)]),
        ])}
      />
      <div className="row">
        <button type="button" onClick={() => codes.save()}>
          Save as CSV
        </button>
      </div>
    </>
  );
}
