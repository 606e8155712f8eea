import { counted } from './counted.ts';

/** How many were asked: users, and their targets where a user may have several. */
export interface Asked {
  readonly users: number;
  /** Absent: one of each user. */
  readonly targets?: number;
  /** Users of the whole dataset, of whom these were asked; absent where that is not known. */
  readonly ofUsers?: number;
}

/** "943 users", "41 of 17,794 users", or "943 users (1,886 targets)". */
export function asked({ users, targets, ofUsers = users }: Asked): string {
  const whom =
    ofUsers > users ? `${users.toLocaleString('en')} of ${counted(ofUsers, 'user')}` : counted(users, 'user');
  return `${whom}${targets === undefined ? '' : ` (${counted(targets, 'target')})`}`;
}
