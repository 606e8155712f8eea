import { MOST_KINDS } from '../core/history.ts';

/** Of which nobody knows the kind, or a mask; 0 is padding. */
const UNKNOWN = 1;

/** Rows of a table that has one for each kind of event that a catalogue may tell apart, whether it has as many or not. */
export const KIND_ROWS = UNKNOWN + 1 + MOST_KINDS;

/** The row of an event: that of the unknown for UNKNOWN_KIND, else that of its kind. */
export const kindRow = (kind: number): number => UNKNOWN + kind;
