import type { Answer, Call, Command } from '../command.ts';
import { contestOptions, runContest } from '../contest.ts';
import { columns } from '../text.ts';

export const command: Command = {
  name: 'worlds',
  usage: '',
  summary: 'The simulated datasets that --world may name; with --table, which model solves which of them.',
  options: {
    table: {
      help: 'trains every contender on worlds with known answers, but for what is kept, and says which solves which',
    },
    ...contestOptions,
  },
  async run(call: Call): Promise<Answer> {
    if (call.arguments.flag('table')) return runContest(call);
    call.arguments.refuse(Object.keys(contestOptions), 'it is for --table');
    const worlds = await call.engine.worlds();
    return {
      json: { worlds },
      text: columns(worlds.map(({ name, title, sentence }) => [name, `${title}: ${sentence}`])),
    };
  },
};
