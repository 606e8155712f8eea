import type { Histories } from './histories.ts';

/** Histories cut into sessions. */
export interface Sessions {
  /** One history per session, those of a user one after another, in time order. */
  readonly histories: Histories;
  /** (users + 1): the sessions of user u are ofUser[u] … ofUser[u + 1] − 1. */
  readonly ofUser: Uint32Array;
}

/**
 * Cuts every history where more than `gap` seconds lie between neighbours. Histories are sorted by time; `time` is the
 * time of each row of the file, in seconds. Rows are not copied: only where histories begin changes.
 */
export function cutSessions({ offsets, rows, items }: Histories, time: Float64Array, gap: number): Sessions {
  const users = offsets.length - 1;
  const begins = new Uint32Array(rows.length + 1);
  const ofUser = new Uint32Array(users + 1);
  let sessions = 0;
  for (let u = 0; u < users; u++) {
    for (let i = offsets[u]; i < offsets[u + 1]; i++) {
      if (i === offsets[u] || time[rows[i]] - time[rows[i - 1]] > gap) begins[sessions++] = i;
    }
    ofUser[u + 1] = sessions;
  }
  begins[sessions] = rows.length;
  return { histories: { offsets: begins.slice(0, sessions + 1), rows, items }, ofUser };
}
