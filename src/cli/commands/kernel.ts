import { counted } from '../../core/counted.ts';
import { adapterLine } from '../../core/adapter_line.ts';
import type { ConformanceResult, KernelCheck, KernelReport } from '../../engine/api.ts';
import type { Command } from '../command.ts';
import type { Arguments } from '../options.ts';
import { columns, failureLine } from '../text.ts';
import { UsageError } from '../usage_error.ts';

export const command: Command = {
  name: 'kernel',
  usage: 'NAME',
  summary: 'One kernel against its reference in double precision, and its variants timed beside one another.',
  options: {
    variant: { value: 'NAME', help: 'checks this variant alone, and times the others beside it' },
    size: {
      value: 'NAME=N',
      multiple: true,
      help: 'a parameter of what is timed, e.g. m=4096; the others are those of the largest case',
    },
    rounds: { value: 'N', help: 'how often each variant is timed (5)' },
  },
  async run({ engine, arguments: given, progress }) {
    const check = checkOf(given);
    const report = await engine.kernel(check, (done) =>
      progress.update(`${check.name}: ${Math.round(100 * done)} % done`),
    );
    const failure = report.failed === 0 ? {} : { failure: `${counted(report.failed, 'check')} failed on this adapter` };
    return { json: report, text: reportText(report), ...failure };
  },
};

/** What was typed, as the engine is asked. @throws UsageError */
export function checkOf(given: Arguments): KernelCheck {
  const [name, ...more] = given.files;
  if (name === undefined || more.length > 0) throw new UsageError(`kernel takes one name, not ${given.files.length}`);
  const [variant, rounds] = [given.text('variant'), given.whole('rounds', 1)];
  const sizes = given.pairs('size').map(([key, text]) => {
    if (text.trim() === '' || !Number.isFinite(Number(text))) {
      throw new UsageError(`--size ${key} is '${text}', expected a number`);
    }
    return [key, Number(text)] as const;
  });
  return {
    name,
    ...(variant === undefined ? {} : { variant }),
    ...(sizes.length === 0 ? {} : { sizes: Object.fromEntries(sizes) }),
    ...(rounds === undefined ? {} : { rounds }),
  };
}

function reportText({ adapter, kernel, checks, timings, passed, failed }: KernelReport): string {
  return [
    adapterLine(adapter),
    `${kernel}: ${counted(passed, 'check')} passed, ${failed} failed`,
    columns([['  variant', 'cases', 'worst error / tolerance', ''], ...variantRows(checks)]),
    ...checks.filter(({ pass }) => !pass).map(failureLine),
    ...timings.map(timingText),
  ].join('\n');
}

/** One row a variant, in the order in which they were checked. */
function variantRows(checks: readonly ConformanceResult[]): string[][] {
  return [...new Set(checks.map(({ variant }) => variant))].map((variant) => {
    const own = checks.filter((result) => result.variant === variant);
    const worst = own.reduce((error, result) => Math.max(error, result.error), 0);
    const bad = own.filter(({ pass }) => !pass).length;
    return [`  ${variant}`, `${own.length}`, worst.toPrecision(2), bad === 0 ? 'pass' : `${bad} FAIL`];
  });
}

function timingText({ case: params, rounds, variants }: KernelReport['timings'][number]): string {
  const at = Object.entries(params).map(([key, value]) => `${key}=${value}`);
  const milliseconds = (value: number): string => value.toPrecision(3);
  const rows = variants.map(({ variant, median, fastest, slowest, ratio, ...marks }) => [
    `  ${variant}`,
    milliseconds(median),
    ratio.toFixed(2),
    milliseconds(fastest),
    milliseconds(slowest),
    [
      marks.barrierFree ? 'no barriers' : '',
      marks.unmeasured ? 'unmeasured' : '',
      marks.softwareOnly ? 'software adapters only' : '',
    ]
      .filter((mark) => mark !== '')
      .join(', '),
  ]);
  return [
    `Milliseconds of a run at ${at.join(' ')}, ${rounds === 1 ? 'one round' : `${rounds} rounds in turn`}:`,
    columns([['  variant', 'median', 'ratio', 'fastest', 'slowest', ''], ...rows]),
  ].join('\n');
}
