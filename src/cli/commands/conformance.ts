import { counted } from '../../core/counted.ts';
import { adapterLine } from '../../core/adapter_line.ts';
import type { ConformanceReport, ConformanceResult } from '../../engine/api.ts';
import type { Command } from '../command.ts';
import { columns, failureLine } from '../text.ts';
import { UsageError } from '../usage_error.ts';

export const command: Command = {
  name: 'conformance',
  usage: '[FILTER]',
  summary:
    'Every kernel against its reference in double precision, on this adapter; FILTER is the beginning of a name.',
  options: { quick: { help: 'each kernel at the first of its sizes only' } },
  async run({ engine, arguments: given, progress }) {
    const [filter = '', ...more] = given.files;
    if (more.length > 0) throw new UsageError(`conformance takes one filter, not ${given.files.length}`);
    let done = 0;
    const tell = (results: readonly ConformanceResult[]): void => {
      done += results.length;
      progress.update(`${results.at(0)?.kernel ?? ''}: ${counted(done, 'check')} done`);
    };
    const report = await engine.conformance(filter, tell, { quick: given.flag('quick') });
    if (report.kernels.length === 0) {
      throw new UsageError(`no kernel’s name begins with '${filter}'; lab conformance without a filter names all`);
    }
    const failure = report.failed === 0 ? {} : { failure: `${counted(report.failed, 'check')} failed on this adapter` };
    return { json: report, text: reportText(report), ...failure };
  },
};

function reportText({ adapter, kernels, passed, failed }: ConformanceReport): string {
  const groups = new Map<string, ConformanceResult[]>(); // Node 20 has no Map.groupBy
  for (const result of kernels) {
    const key = `${result.kernel} ${result.variant}`;
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  const rows = [...groups.values()].map((results) => {
    const worst = results.reduce((a, b) => (b.error > a.error ? b : a));
    const bad = results.filter(({ pass }) => !pass).length;
    return [
      worst.kernel,
      worst.variant,
      `${results.length}`,
      worst.error.toPrecision(2),
      bad === 0 ? 'pass' : `${bad} FAIL`,
    ];
  });
  return [
    adapterLine(adapter),
    columns([['kernel', 'variant', 'cases', 'worst error / tolerance', ''], ...rows]),
    ...kernels.filter(({ pass }) => !pass).map(failureLine),
    `${passed} passed, ${failed} failed`,
  ].join('\n');
}
