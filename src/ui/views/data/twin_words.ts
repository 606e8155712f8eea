/** Ids that are written in two ways, in words, and what joins them or keeps them apart. */
import type { Joined, Twins } from '../../../worker/contract.ts';
import { counted } from '../../format.ts';

/** "25 user ids are written in two ways (17000 and 17000.0)". */
export function twinWords({ what, spelling, ids, examples, joined }: Twins): string {
  const shown = examples.map((group) => group.map((id) => `“${id}”`).join(' and ')).join('; ');
  const are = ids === 1 ? 'is written' : 'are written';
  const how = shown === '' ? spelling : `${spelling}: ${shown}`;
  return `${counted(ids, `${what} id`)} ${are} in two ways (${how})${joined ? ', and count as one' : ', and count as different'}.`;
}

/** The spellings of users or of items with this one among them; without it where it is. */
export function joinedBy(join: Joined, { what, spelling, joined }: Twins): Partial<Joined> {
  const others = join[what].filter((other) => other !== spelling);
  return { [what]: joined ? others : [...others, spelling] };
}
