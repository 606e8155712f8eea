import type { Command } from '../command.ts';
import { columns } from '../text.ts';

export const command: Command = {
  name: 'worlds',
  usage: '',
  summary: 'The simulated datasets that --world may name.',
  options: {},
  async run({ engine }) {
    const worlds = await engine.worlds();
    return {
      json: { worlds },
      text: columns(worlds.map(({ name, title, sentence }) => [name, `${title}: ${sentence}`])),
    };
  },
};
