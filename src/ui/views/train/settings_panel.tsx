import { isBusy } from '../../../state/phases.ts';
import type { Config, LossName, ModelCard, Range, SeenRule, TrainingCard } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { NumberField, Panel, SelectField } from '../../controls/fields.tsx';
import { settingName } from '../../setting_words.ts';

const losses: Readonly<Record<LossName, string>> = {
  'cross-entropy': 'cross-entropy over the catalogue',
  'sampled-softmax': 'sampled softmax',
  gbce: 'gBCE',
};

const seenRules: Readonly<Record<SeenRule | 'recommended', string>> = {
  recommended: 'as the data suggests',
  filtered: 'are not recommended',
  kept: 'may be recommended',
};

/** The next run: model, preset and the settings that matter; the rest behind a disclosure. */
export function SettingsPanel() {
  const models = useValue((state) => state.models);
  const training = useValue((state) => state.training);
  const choice = useValue((state) => state.choice);
  const busy = useValue((state) => state.working || isBusy(state.phase));
  const { run } = useActions();
  const model = models.find(({ name }) => name === choice.model);
  if (model === undefined || training === null) return <Panel title="Model">Loading…</Panel>;
  return (
    <Panel title="Model">
      <fieldset className="fields" disabled={busy}>
        <legend className="hidden">Settings of the next run</legend>
        <SelectField
          label="Model"
          value={model.name}
          options={Object.fromEntries(models.map(({ name, title }) => [name, title]))}
          help={model.source}
          onChange={(name) => run.choose({ model: name, preset: 'standard', config: {} })}
        />
        <SelectField
          label="Preset"
          help={presetWords(model, choice.preset)}
          value={choice.preset}
          options={Object.fromEntries(Object.keys(model.presets).map((name) => [name, name]))}
          onChange={(preset) => run.choose({ preset, config: {} })}
        />
        <TrainingFields training={training} names={['epochs', 'batch', 'learningRate', 'patience']} />
        <details>
          <summary>All settings</summary>
          <h3>Size of the model</h3>
          <div className="fields">
            <ConfigFields model={model} />
          </div>
          <h3>How it is trained</h3>
          <MoreFields training={training} />
        </details>
      </fieldset>
    </Panel>
  );
}

/** "2 blocks, 2 heads, width 64, …" would need grammar; names and numbers are enough. */
const presetWords = ({ defaults, presets }: ModelCard, preset: string): string =>
  Object.entries({ ...defaults, ...presets[preset] })
    .filter(([name]) => name !== 'length')
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

function ConfigFields({ model }: { readonly model: ModelCard }) {
  const choice = useValue((state) => state.choice);
  const suggested = useValue((state) => state.audit?.historyLength);
  const { run } = useActions();
  const length: Config = suggested === undefined ? {} : { length: suggested };
  const inForce: Config = { ...model.defaults, ...length, ...model.presets[choice.preset] };
  return Object.entries(model.ranges).map(([name, range]) => (
    <Setting
      key={name}
      name={name}
      range={range}
      value={choice.config[name]}
      inForce={inForce[name]}
      onChange={(value) => run.choose({ config: changed(choice.config, name, value) })}
    />
  ));
}

function TrainingFields({ training, names }: { readonly training: TrainingCard; readonly names: readonly string[] }) {
  const chosen: Readonly<Record<string, unknown>> = useValue((state) => state.choice.training);
  const { run } = useActions();
  const defaults: Readonly<Record<string, unknown>> = { ...training.defaults };
  return names.map((name) => (
    <Setting
      key={name}
      name={name}
      range={training.ranges[name]}
      value={numberOrNothing(chosen[name])}
      inForce={numberOrNothing(defaults[name])}
      onChange={(value) => run.choose({ training: changed(chosen, name, value) })}
    />
  ));
}

const numberOrNothing = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** `settings` with one of them set, or back at its default. */
const changed = <T,>(settings: Readonly<Record<string, T>>, name: string, value: T | undefined): Record<string, T> => ({
  ...Object.fromEntries(Object.entries(settings).filter(([key]) => key !== name)),
  ...(value === undefined ? {} : { [name]: value }),
});

function MoreFields({ training }: { readonly training: TrainingCard }) {
  const choice = useValue((state) => state.choice);
  const items = useValue((state) => state.dataset?.items ?? 0);
  const { run } = useActions();
  const others = Object.keys(training.ranges).filter((name) => !FIRST.has(name));
  return (
    <div className="fields">
      <SelectField
        label="Loss"
        value={choice.training.loss ?? (items > SAMPLED_ABOVE ? 'sampled-softmax' : training.defaults.loss)}
        options={losses}
        onChange={(loss) => run.choose({ training: { ...choice.training, loss } })}
      />
      <SelectField
        label="Schedule"
        value={choice.training.schedule ?? training.defaults.schedule}
        options={{ constant: 'constant learning rate', cosine: 'cosine decay' }}
        onChange={(schedule) => run.choose({ training: { ...choice.training, schedule } })}
      />
      <SelectField
        label="Items already seen"
        value={choice.seen ?? 'recommended'}
        options={seenRules}
        onChange={(seen) => run.choose({ seen: seen === 'recommended' ? null : seen })}
      />
      <TrainingFields training={training} names={others} />
      <NumberField
        label="Seed"
        value={choice.seed}
        minimum={0}
        whole
        help="The same seed on the same GPU gives the same bits"
        onChange={(seed) => run.choose({ seed: seed ?? 1 })}
      />
    </div>
  );
}

/** The training settings that are always in sight. */
const FIRST: ReadonlySet<string> = new Set(['epochs', 'batch', 'learningRate', 'patience']);

/** Catalogue size above which the engine samples unless told otherwise. */
const SAMPLED_ABOVE = 20_000;

interface SettingProps {
  readonly name: string;
  readonly range: Range | undefined;
  readonly value: number | undefined;
  readonly inForce: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}

function Setting({ name, range, value, inForce, onChange }: SettingProps) {
  if (range === undefined) return null;
  return (
    <NumberField
      label={settingName(name)}
      value={value}
      placeholder={inForce === undefined ? undefined : String(inForce)}
      minimum={range.minimum}
      maximum={range.maximum}
      whole={Number.isInteger(range.step)}
      help={range.help}
      onChange={onChange}
    />
  );
}
