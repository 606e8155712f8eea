import type { Config, LossName, ModelCard, Range, TrainingCard } from '../../worker/contract.ts';
import { useActions, useValue } from '../app_context.ts';
import { settingName } from '../setting_words.ts';
import { NumberField, SelectField } from './fields.tsx';

/** A further line of help for a setting, by its name. */
type More = Readonly<Record<string, string>>;

interface ConfigFieldsProps {
  readonly model: ModelCard;
  /** All of the model's settings when absent. */
  readonly names?: readonly string[];
  readonly more?: More;
}

/** Settings of the model of the next run. */
export function ConfigFields({ model, names = Object.keys(model.ranges), more }: ConfigFieldsProps) {
  const choice = useValue((state) => state.choice);
  const suggested = useValue((state) => state.audit?.historyLength);
  const { run } = useActions();
  const length: Config = suggested === undefined ? {} : { length: suggested };
  const inForce: Config = { ...model.defaults, ...length, ...model.presets[choice.preset] };
  return names.map((name) => (
    <Setting
      key={name}
      name={name}
      range={model.ranges[name]}
      value={choice.config[name]}
      inForce={inForce[name]}
      more={more?.[name]}
      onChange={(value) => run.choose({ config: changed(choice.config, name, value) })}
    />
  ));
}

interface TrainingFieldsProps {
  readonly training: TrainingCard;
  readonly names: readonly string[];
  readonly more?: More;
}

/** Settings of the training of the next run. */
export function TrainingFields({ training, names, more }: TrainingFieldsProps) {
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
      more={more?.[name]}
      onChange={(value) => run.choose({ training: changed(chosen, name, value) })}
    />
  ));
}

const losses: Readonly<Record<LossName, string>> = {
  'cross-entropy': 'cross-entropy over the catalogue',
  'sampled-softmax': 'sampled softmax',
  gbce: 'gBCE',
};

/** Catalogue size above which the engine samples unless told otherwise. */
const SAMPLED_ABOVE = 20_000;

/** What is minimised. */
export function LossField({ training }: { readonly training: TrainingCard }) {
  const chosen = useValue((state) => state.choice.training);
  const items = useValue((state) => state.dataset?.items ?? 0);
  const { run } = useActions();
  return (
    <SelectField
      label="Loss"
      value={chosen.loss ?? (items > SAMPLED_ABOVE ? 'sampled-softmax' : training.defaults.loss)}
      options={losses}
      help="Over the catalogue every item is a rival of the right one; sampled losses take a few, for many items"
      onChange={(loss) => run.choose({ training: { ...chosen, loss } })}
    />
  );
}

const numberOrNothing = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** `settings` with one of them set, or back at its default. */
const changed = <T,>(settings: Readonly<Record<string, T>>, name: string, value: T | undefined): Record<string, T> => ({
  ...Object.fromEntries(Object.entries(settings).filter(([key]) => key !== name)),
  ...(value === undefined ? {} : { [name]: value }),
});

interface SettingProps {
  readonly name: string;
  readonly range: Range | undefined;
  readonly value: number | undefined;
  readonly inForce: number | undefined;
  readonly more: string | undefined;
  readonly onChange: (value: number | undefined) => void;
}

function Setting({ name, range, value, inForce, more, onChange }: SettingProps) {
  if (range === undefined) return null;
  return (
    <NumberField
      label={settingName(name)}
      value={value}
      placeholder={inForce === undefined ? undefined : String(inForce)}
      minimum={range.minimum}
      maximum={range.maximum}
      whole={Number.isInteger(range.step)}
      help={more === undefined ? range.help : `${range.help}. ${more}`}
      onChange={onChange}
    />
  );
}
