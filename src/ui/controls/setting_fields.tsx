import { sourceWords } from '../../core/vector_words.ts';
import { sameValue } from '../../core/value.ts';
import { mayBe, readNames, settingsInForce, usualOf } from '../../state/presets.ts';
import { vectorsInUse } from '../../state/vectors_in_use.ts';
import type { AnyValues, ModelCard, NumberSetting, Setting, TrainingCard } from '../../worker/contract.ts';
import { useActions, useValue } from '../app_context.ts';
import { settingName } from '../setting_words.ts';
import { NumberField, SelectField } from './fields.tsx';
import { LateNumberField } from './late_number_field.tsx';
import { ListField } from './list_field.tsx';

interface ConfigFieldsProps {
  readonly model: ModelCard;
  /** All of the model's settings when absent. */
  readonly names?: readonly string[];
  /** Says beside each what happens when it is raised. */
  readonly raised?: boolean;
}

/** Settings of the model of the next run. */
export function ConfigFields({ model, names = Object.keys(model.settings), raised = false }: ConfigFieldsProps) {
  const choice = useValue((state) => state.choice);
  const [length, items] = [useValue((state) => state.audit?.historyLength), useValue((state) => state.dataset?.items)];
  const { run } = useActions();
  const inForce = settingsInForce(model, choice.preset, { length, items });
  return names.map((name) => (
    <SettingField
      key={name}
      name={name}
      setting={model.settings[name]}
      value={choice.config[name]}
      inForce={inForce[name]}
      raised={raised}
      onChange={(value) => run.choose({ config: changed(choice.config, name, value) })}
    />
  ));
}

interface TrainingFieldsProps {
  readonly training: TrainingCard;
  readonly names: readonly string[];
  readonly raised?: boolean;
}

/** Catalogue size above which the engine samples unless told otherwise. */
const SAMPLED_ABOVE = 20_000;

/** Settings of the training of the next run, but for those that nothing of it reads. */
export function TrainingFields({ training, names, raised = false }: TrainingFieldsProps) {
  const chosen = useValue((state) => state.choice.training);
  const many = useValue((state) => (state.dataset?.items ?? 0) > SAMPLED_ABOVE);
  const vectors = useValue((state) => vectorsInUse(state).vectors);
  const { run } = useActions();
  const values: AnyValues = { ...chosen };
  const sampled = many && mayBe(training.settings.loss, 'sampled-softmax');
  const inForce: AnyValues = {
    ...usualOf(training.settings),
    ...(sampled ? { loss: 'sampled-softmax' } : {}),
    ...(vectors === undefined ? {} : { vectors }),
  };
  const read = new Set(readNames(training.settings, values));
  return names
    .filter((name) => read.has(name))
    .map((name) => (
      <SettingField
        key={name}
        name={name}
        setting={training.settings[name]}
        value={values[name]}
        inForce={inForce[name]}
        raised={raised}
        onChange={(value) => run.choose({ training: changed(values, name, value) })}
      />
    ));
}

/** `settings` with one of them set, or back at its usual value. */
export const changed = (settings: AnyValues, name: string, value: AnyValues[string] | undefined): AnyValues => ({
  ...Object.fromEntries(Object.entries(settings).filter(([key]) => key !== name)),
  ...(value === undefined ? {} : { [name]: value }),
});

interface SettingFieldProps {
  readonly name: string;
  readonly setting: Setting | undefined;
  readonly value: AnyValues[string] | undefined;
  readonly inForce: AnyValues[string] | undefined;
  /** Says what happens when it is raised. */
  readonly raised?: boolean;
  /** A number is taken only once it is whole: something is asked with each. */
  readonly late?: boolean;
  readonly onChange: (value: AnyValues[string] | undefined) => void;
}

/** What each word means, and what data it needs. */
const meanings = ({ options, reads = {} }: Exclude<Setting, NumberSetting | { readonly least: number }>) =>
  Object.fromEntries(
    Object.entries(options).map(([word, meaning]) => [
      word,
      reads[word] === undefined ? meaning : `${meaning}; needs data with ${reads[word]}`,
    ]),
  );

/** Words and their meanings, with one that is in force and none of them, such as an encoder by its files. */
const withChosen = (options: Readonly<Record<string, string>>, chosen: string): Readonly<Record<string, string>> =>
  chosen in options ? options : { ...options, [chosen]: sourceWords(chosen) };

/** One setting, by its kind: a number, one of some words, or a list of them. */
export function SettingField(props: SettingFieldProps) {
  const { name, setting, value, inForce, raised = false, late = false, onChange } = props;
  if (setting === undefined) return null;
  if ('least' in setting) {
    const usual = typeof inForce === 'object' ? inForce : setting.usual;
    return (
      <ListField
        label={settingName(name)}
        value={typeof value === 'object' ? value : usual}
        options={setting.options}
        least={setting.least}
        most={setting.most}
        each={setting.each}
        help={setting.help}
        onChange={(list) => onChange(sameValue(list, usual) ? undefined : list)}
      />
    );
  }
  if ('options' in setting) {
    return (
      <SelectField
        label={settingName(name)}
        value={String(value ?? inForce)}
        options={withChosen(meanings(setting), String(value ?? inForce))}
        help={setting.help}
        onChange={onChange}
      />
    );
  }
  const Field = late ? LateNumberField : NumberField;
  return (
    <Field
      label={settingName(name)}
      value={typeof value === 'number' ? value : undefined}
      placeholder={inForce === undefined ? undefined : String(inForce)}
      minimum={setting.minimum}
      maximum={setting.maximum}
      whole={Number.isInteger(setting.step)}
      help={raised && setting.raised !== undefined ? `${setting.help}. ${setting.raised}` : setting.help}
      onChange={onChange}
    />
  );
}
