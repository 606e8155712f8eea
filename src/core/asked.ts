/** How many were asked: users, and their targets where a user may have several. */
export interface Asked {
  readonly users: number;
  /** Absent: one of each user. */
  readonly targets?: number;
}

/** "943 users", or "943 users (1,886 targets)". */
export const asked = ({ users, targets }: Asked): string =>
  `${users.toLocaleString('en')} users${targets === undefined ? '' : ` (${targets.toLocaleString('en')} targets)`}`;
