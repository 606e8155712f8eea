import { callback, oneOf, seed, text, textsOf, whole } from '../../core/schema.ts';
import { dataset, fraction, may, needs, run, type MethodsOf } from '../argument.ts';
import { inquiries } from '../inquiries.ts';
import { recommender } from '../run/schema.ts';
import type { AskDoor } from './door.ts';
import * as said from './schema.ts';

const by = needs('by', recommender);
const history = textsOf('item ids');

export const askMethods: MethodsOf<AskDoor> = {
  findItems: [needs('source', said.itemSource), needs('text', text()), may('count', whole(1))],
  knows: [run, dataset],
  recommend: [by, needs('history', history), may('options', said.rankOptions)],
  ranking: [by, needs('history', history), may('options', said.rankOptions)],
  lists: [
    by,
    dataset,
    needs('options', said.listsOptions),
    needs('receive', callback<(piece: Uint8Array<ArrayBuffer>) => void | Promise<void>>()),
    fraction,
  ],
  decoders: [run],
  newItems: [run],
  explain: [
    by,
    needs('history', history),
    needs('item', text('the id of an item, as text')),
    may('options', said.explainOptions),
  ],
  lenses: [run],
  look: [run, needs('lens', said.lensName), may('history', history), may('options', said.lookOptions)],
  steering: [dataset],
  steeringPrice: [by, needs('steer', said.steering), dataset, may('seed', seed), fraction],
  surprise: [by, needs('beside', recommender), dataset, may('seed', seed)],
  cancel: [needs('inquiry', oneOf(inquiries))],
};
