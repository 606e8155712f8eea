import { text, type Schema } from '../../core/schema.ts';
import type { Id } from '../messages.ts';

/** What can be shaped. */
export const sourceId: Schema<Id> = text('the id of a dataset or of a reading, as text');
