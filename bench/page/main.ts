/**
 * Measures one case in this page. `?case=training&libraries=nextup,jax&runs=9`: the report goes to `globalThis.report`.
 * `?case=training&turns`: Nextup alone, made ready; `globalThis.turns` is asked for turns from outside.
 */
import { cases, type Case } from '../cases.ts';
import { instrument } from '../instrument.ts';
import { measure } from './session.ts';
import { prepareTurns } from './turns.ts';

const query = new URLSearchParams(location.search);

function wantedCase(): Case {
  const wanted = query.get('case');
  const found = cases.find(({ name }) => name === wanted);
  if (found === undefined) throw new Error(`bench page: no case '${String(wanted)}'`);
  return found;
}

instrument();
if (query.has('turns')) {
  Object.assign(globalThis, { turns: prepareTurns(wantedCase(), 'nextup') });
} else {
  const libraries = (query.get('libraries') ?? '').split(',');
  Object.assign(globalThis, {
    report: measure(wantedCase(), libraries, Number(query.get('runs')), query.has('check')),
  });
}
