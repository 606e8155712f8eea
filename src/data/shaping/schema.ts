import { fields, nullOr, oneOf, perhaps, seed, whole, type Schema } from '../../core/schema.ts';
import { duplicateRules, tieRules, type Shaping } from '../dataset.ts';

/** What is said of a shaping; the rest is as it was. Numbers may be as large as a file states them. */
export const shapingSchema: Schema<Partial<Shaping>> = fields<Partial<Shaping>>({
  duplicates: perhaps(oneOf(duplicateRules)),
  minimumUser: perhaps(whole(1)),
  minimumItem: perhaps(whole(1)),
  sessionGap: perhaps(nullOr(whole(1))),
  lastN: perhaps(nullOr(whole(1))),
  ties: perhaps(oneOf(tieRules)),
  seed: perhaps(seed),
});
