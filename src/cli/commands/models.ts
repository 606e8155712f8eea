import type { AnyValues, ModelCard, Setting, TrainingCard } from '../../engine/api.ts';
import type { Command } from '../command.ts';
import { columns } from '../text.ts';

export const command: Command = {
  name: 'models',
  usage: '',
  summary: 'The models that --model may name, with their papers, presets and settings, and how each may be trained.',
  options: {},
  async run({ engine }) {
    const models = await engine.models();
    const training = await engine.training();
    return { json: { models, training }, text: [...models.map(modelText), trainingText(training)].join('\n\n') };
  },
};

function modelText({ name, title, says, source, settings, objective, training, presets }: ModelCard): string {
  const shown = (values: AnyValues): string =>
    Object.entries(values)
      .map(([key, value]) => `${key}=${String(value)}`)
      .join(' ');
  return [
    `${name}  ${title}: ${says.replace('{length}', String(settings.length?.usual))}`,
    `  ${source}`,
    `  Trained on: ${objective.title.toLowerCase()}. ${objective.says}`,
    columns([
      ...settingLines({ ...settings, ...training }),
      ...presets.map(({ name: preset, values, says: whom }) => [
        `  --preset ${preset}`,
        `${whom}: ${shown(values) === '' ? 'as above' : shown(values)}`,
      ]),
    ]),
  ].join('\n');
}

const settingLines = (settings: TrainingCard['settings']): readonly (readonly string[])[] =>
  Object.entries(settings).map(([key, setting]) => [
    `  ${key}`,
    `${setting.help}; ${rangeText(setting)} (${String(setting.usual)})`,
  ]);

/** What `--set` takes whatever the model. */
const trainingText = ({ settings }: TrainingCard): string =>
  `training  Settings of training, of every model\n${columns(settingLines(settings))}`;

function rangeText(setting: Setting): string {
  if (!('options' in setting)) {
    const { minimum, maximum, step } = setting;
    return `${minimum} to ${maximum}${Number.isInteger(step) && step > 1 ? ` in steps of ${step}` : ''}`;
  }
  const reads: Readonly<Record<string, string>> = 'reads' in setting ? (setting.reads ?? {}) : {};
  const word = (name: string): string =>
    reads[name] === undefined ? name : `${name}, which needs data with ${reads[name]}`;
  const words = Object.keys(setting.options).map(word).join(' or ');
  return 'least' in setting ? `${setting.least} to ${setting.most} of ${words}, between commas` : words;
}
