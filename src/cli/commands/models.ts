import type { ModelCard } from '../../engine/api.ts';
import type { Command } from '../command.ts';
import { columns } from '../text.ts';

export const command: Command = {
  name: 'models',
  usage: '',
  summary: 'The models that --model may name, with their papers, presets and settings.',
  options: {},
  async run({ engine }) {
    const models = await engine.models();
    return { json: { models }, text: models.map(modelText).join('\n\n') };
  },
};

function modelText({ name, title, says, source, defaults, ranges, presets }: ModelCard): string {
  const shown = (settings: Readonly<Record<string, number>>): string =>
    Object.entries(settings)
      .map(([key, value]) => `${key}=${value}`)
      .join(' ');
  return [
    `${name}  ${title}: ${says.replace('{length}', String(defaults.length))}`,
    `  ${source}`,
    columns([
      ...Object.entries(ranges).map(([key, { minimum, maximum, help }]) => [
        `  ${key}`,
        `${help}; ${minimum} to ${maximum} (${defaults[key]})`,
      ]),
      ...Object.entries(presets).map(([preset, settings]) => [
        `  --preset ${preset}`,
        shown(settings) === '' ? 'as above' : shown(settings),
      ]),
    ]),
  ].join('\n');
}
