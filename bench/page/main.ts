/** Measures one case in this page: `?case=training&libraries=nextup,jax&runs=9`; the report goes to `globalThis.report`. */
import { cases } from '../cases.ts';
import { instrument } from '../instrument.ts';
import type { PageReport } from '../report.ts';
import { measure } from './session.ts';

async function main(): Promise<PageReport> {
  const query = new URLSearchParams(location.search);
  const wanted = query.get('case');
  const found = cases.find(({ name }) => name === wanted);
  if (found === undefined) throw new Error(`bench page: no case '${String(wanted)}'`);
  instrument();
  return measure(found, (query.get('libraries') ?? '').split(','), Number(query.get('runs')), query.has('check'));
}

Object.assign(globalThis, { report: main() });
