/** How many were asked: users, and their targets where a user may have several. */
export interface Asked {
  readonly users: number;
  /** Absent: one of each user. */
  readonly targets?: number;
  /** Users of the whole dataset, of whom these were asked; absent where that is not known. */
  readonly ofUsers?: number;
}

const whole = (count: number): string => count.toLocaleString('en');

/** "943 users", "41 of 17,794 users", or "943 users (1,886 targets)". */
export function asked({ users, targets, ofUsers = users }: Asked): string {
  const of = ofUsers > users ? ` of ${whole(ofUsers)}` : '';
  return `${whole(users)}${of} users${targets === undefined ? '' : ` (${whole(targets)} targets)`}`;
}
