import { adapterLine } from '../../core/adapter_line.ts';
import type { Command } from '../command.ts';
import { columns, whole } from '../text.ts';

export const command: Command = {
  name: 'adapter',
  usage: '',
  summary: 'Which GPU serves, its limits and features.',
  options: {},
  async run({ engine }) {
    const report = await engine.adapter();
    const limits = Object.entries(report.limits).map(([name, value]) => [`  ${name}`, whole(value)]);
    const text = [adapterLine(report), columns(limits), `  features: ${report.features.join(', ')}`].join('\n');
    return { json: report, text };
  },
};
