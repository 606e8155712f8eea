import { basename } from 'node:path';
import { asked } from '../core/asked.ts';
import { idListWords } from '../core/lists_words.ts';
import type { IdList, IdsOf, Steering, SteeringPrice } from '../engine/api.ts';
import type { Call } from './command.ts';
import { inputFiles } from './dataset.ts';
import type { OptionTable } from './options.ts';
import { UsageError } from './usage_error.ts';

/** What a list is held to and leans to. */
export const steeringOptions: OptionTable = {
  only: { value: 'CATEGORY', multiple: true, help: 'a category that may be listed, and no other but those named so' },
  without: { value: 'CATEGORY', multiple: true, help: 'a category that may not be listed' },
  'only-items': { value: 'FILE', help: 'a file of ids of the only items that may be listed' },
  'without-items': { value: 'FILE', help: 'a file of ids of items that may not be listed' },
  stock: {
    value: 'FILE',
    help: 'a file of items with a column of what is in stock: only those that are there are listed, none that it does not name',
  },
  popularity: {
    value: 'X',
    help: 'from -2 to 2: above 0 more of what many take, below 0 (--popularity=-1) of what few take (0)',
  },
  diversity: { value: 'X', help: 'from 0 to 2: what an item loses for each of its category above it (0)' },
};

/** What the options say; undefined where none is given. Files are read, and said what as. @throws UsageError, ImportError */
export async function steeringOf(call: Call): Promise<Steering | undefined> {
  const { arguments: given } = call;
  const [only, without] = [given.list('only'), given.list('without')];
  const [popularity, diversity] = [given.number('popularity'), given.number('diversity')];
  const onlyItems = both(await idsFrom(call, 'only-items', 'items'), await inStock(call));
  const blocked = await idsFrom(call, 'without-items', 'items');
  const steering = {
    ...(only.length === 0 ? {} : { only }),
    ...(without.length === 0 ? {} : { without }),
    ...(onlyItems === null ? {} : { onlyItems }),
    ...(blocked === null ? {} : { withoutItems: blocked.ids }),
    ...(popularity === undefined ? {} : { popularity }),
    ...(diversity === undefined ? {} : { diversity }),
  };
  return Object.keys(steering).length === 0 ? undefined : steering;
}

/** Items that both allow; null where neither says any. */
function both(allowed: IdList | null, stocked: readonly string[] | null): readonly string[] | null {
  if (allowed === null) return stocked;
  if (stocked === null) return allowed.ids;
  const there = new Set(stocked);
  return allowed.ids.filter((id) => there.has(id));
}

async function inStock(call: Call): Promise<readonly string[] | null> {
  const list = await idsFrom(call, 'stock', 'items');
  if (list === null) return null;
  if (list.stock === null) {
    throw new UsageError(
      '--stock: no column is called a stock, such as stock or quantity; name it so, or give the items that are there as --only-items',
    );
  }
  const out = new Set(list.stock.out);
  return list.ids.filter((id) => !out.has(id));
}

/** The ids in the file that an option names; null where it names none. @throws UsageError, ImportError */
export async function idsFrom(
  { engine, arguments: given, progress }: Call,
  option: string,
  of: IdsOf,
): Promise<IdList | null> {
  const path = given.text(option);
  if (path === undefined) return null;
  const [file] = await inputFiles([path]);
  const list = await engine.readIds(file, of);
  progress.say(idListWords(basename(path), list, of === 'users' ? 'user' : 'item'));
  return list;
}

/** What steering costs, in one sentence. */
export function priceText({ users, ofUsers, free, steered, difference }: SteeringPrice): string {
  const { low, high, value } = difference;
  const numbers = [value, low, high].map((x) => `${x < 0 ? '−' : '+'}${Math.abs(x).toFixed(4)}`);
  const whom = asked({ users, ofUsers });
  return `What it costs: NDCG@10 ${free.ndcg10.toFixed(4)} becomes ${steered.ndcg10.toFixed(4)} (${numbers[0]}, 95 % [${numbers[1]}, ${numbers[2]}]), HR@10 ${free.hr10.toFixed(4)} becomes ${steered.hr10.toFixed(4)}: validation targets of ${whom}.`;
}
