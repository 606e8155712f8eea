/** What names the things of a session, at every door; whether one is there is found out where it is looked up. */
import { text, type Schema } from '../core/schema.ts';
import type { Id } from './messages.ts';

export const datasetId: Schema<Id> = text('the id of a dataset, as text');
export const runId: Schema<Id> = text('the id of a run, as text');
