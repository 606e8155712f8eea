import { cases, TOLERANCE } from './cases.ts';
import type { Planned } from './plans.ts';
import { median, type Measurement, type PageReport, type Report } from './report.ts';

type Cell = (measurement: Measurement) => string;

const milliseconds = (value: number): string =>
  value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0);
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

/** The report as Markdown: one table per question, one column per library, one row per case. */
export function table(report: Report): string {
  const { together, alone, plans } = report;
  const versions = Object.entries(report.versions).map(([name, version]) => `${name} ${version}`);
  const sections = [
    `# Nextup beside its peers: ${report.adapter}, ${report.date}`,
    [
      `Adapter ${report.adapter} · ${report.browser} · ${report.machine} · Nextup at ${report.revision}`,
      `${versions.join(' · ')} · ${report.runs} runs`,
    ].join('  \n'),
    'Median ms of runs in turn, one page per case, each run waited for on the device; SASRec runs end with the loss or ' +
      `the scores on the CPU. **Wrong**: further than ${TOLERANCE} from f64, relative to the largest answer.`,
    grid(together, timeCell),
    '## Largest error against f64',
    grid(together, ({ error }) => (error === null ? '' : error.toExponential(1))),
    '## WebGPU work of one run: dispatches / submits / bind groups / buffers made',
    grid(together, ({ counts }) => Object.values(counts).join(' / ')),
    '## Pipelines made for the case · peak MB of GPU buffers',
    grid(together, ({ pipelines, peakBytes }) => `${pipelines} · ${megabytes(peakBytes)}`),
  ];
  if (plans.length > 0) {
    sections.push('## What the plan of Nextup binds on a GPU, counted without one', plansGrid(plans));
  }
  if (alone.length > 0) {
    sections.push(
      '## Alone in a fresh browser: ms from the start of loading to the first result · peak MB of GPU buffers',
      `Median of ${visitsPerCell(alone)}; the time in which the bench draws its inputs is not counted.`,
      grid(
        mergeAlone(alone),
        ({ firstRunMilliseconds, peakBytes }) => `${milliseconds(firstRunMilliseconds)} · ${megabytes(peakBytes)}`,
      ),
    );
  }
  return `${sections.join('\n\n')}\n`;
}

const timeCell: Cell = ({ milliseconds: times, error }) => {
  const time = milliseconds(median(times));
  return error !== null && error > TOLERANCE ? `**wrong** (${time})` : time;
};

function grid(reports: readonly PageReport[], cell: Cell): string {
  const there = reports.flatMap(({ measurements }) => measurements.filter(({ status }) => status !== 'absent'));
  const columns = [...new Map(there.map((m) => [m.library, m.version])).entries()];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rows = reports.map(({ case: name, measurements }) => {
    const title = cases.find((each) => each.name === name)?.title ?? name;
    return line([
      title,
      ...columns.map(([library]) =>
        show(
          measurements.find((m) => m.library === library),
          cell,
        ),
      ),
    ]);
  });
  return [
    line(['case', ...columns.map(([, version]) => version)]),
    `|---|${'---:|'.repeat(columns.length)}`,
    ...rows,
  ].join('\n');
}

function plansGrid(plans: readonly Planned[]): string {
  const rows = plans.map(({ title, dispatches, bytes, perState }) => [
    title,
    `${dispatches.forward} + ${dispatches.back}`,
    `${megabytes(bytes.forward)} + ${megabytes(bytes.back)}`,
    perState.toFixed(2),
  ]);
  return [
    '| forward + backward | dispatches | MB bound | bytes for each state of each position |',
    '|---|---:|---:|---:|',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}

function show(measurement: Measurement | undefined, cell: Cell): string {
  if (measurement === undefined || measurement.status === 'absent') return '–';
  return measurement.status === 'failed'
    ? `failed: ${measurement.detail.replaceAll('|', '/').slice(0, 120)}`
    : cell(measurement);
}

/** Repeated visits of one library for one case as one measurement with the median time and the largest peak. */
function mergeAlone(alone: readonly PageReport[]): PageReport[] {
  return [...new Set(alone.map((report) => report.case))].map((name) => {
    const visits = alone.filter((report) => report.case === name).flatMap(({ measurements }) => measurements);
    const libraries = [...new Set(visits.map(({ library }) => library))];
    const merged = libraries.map((library) => merge(visits.filter((visit) => visit.library === library)));
    return { case: name, adapter: alone[0].adapter, measurements: merged };
  });
}

const merge = (visits: readonly Measurement[]): Measurement => ({
  ...(visits.find(({ status }) => status === 'failed') ?? visits[0]),
  firstRunMilliseconds: median(visits.map(({ firstRunMilliseconds }) => firstRunMilliseconds)),
  peakBytes: Math.max(...visits.map(({ peakBytes }) => peakBytes)),
});

/** How many visits stand behind each cell; every library has the same number. */
const visitsPerCell = (alone: readonly PageReport[]): number =>
  alone.filter(
    (report) => report.case === alone[0].case && report.measurements[0].library === alone[0].measurements[0].library,
  ).length;
