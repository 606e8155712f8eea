/** The meanings that columns can have, as cards. */
import type { ColumnPlan, FilePlan, FileRole, Role } from '../../../worker/contract.ts';

export interface Slot {
  readonly title: string;
  /** The column with the first of them that any column has fills the slot; a newly chosen column takes the first. */
  readonly roles: readonly [Role, ...Role[]];
  readonly required?: boolean;
  readonly help: string;
  readonly files: readonly Exclude<FileRole, 'ignored'>[];
  /** Shown where a column fills it, and where it may be needed; always where it does not say. */
  readonly mayBe?: (file: FilePlan) => boolean;
}

export const WHO: Slot = {
  ...{ title: 'User', roles: ['user', 'session'], required: true, help: 'Whose history it is' },
  files: ['interactions'],
};

const both = ['interactions', 'items'] as const;
const slots: readonly Slot[] = [
  WHO,
  { title: 'Item', roles: ['item'], required: true, help: 'What was bought, read, played', files: ['interactions'] },
  { title: 'Item', roles: ['item'], required: true, help: 'The same ids as in the interactions', files: ['items'] },
  { title: 'Time', roles: ['time'], help: 'Without it the order of the file counts', files: ['interactions'] },
  {
    ...{ title: 'Time of day', roles: ['clock'], help: 'The clock beside a column of days', files: ['interactions'] },
    mayBe: (file) => isDays(file.columns.find(({ role }) => role === 'time')),
  },
  { title: 'Value', roles: ['value'], help: 'A rating or an amount', files: ['interactions'] },
  { title: 'Event', roles: ['event'], help: 'View, cart, purchase, …', files: ['interactions'] },
  { title: 'Title', roles: ['title'], help: 'How the item is called on screen', files: both },
  { title: 'Maker', roles: ['maker'], help: 'Who made it: artist, author, brand', files: both },
  { title: 'Category', roles: ['category'], help: 'Genre, department, …', files: both },
];

const DAY = 86_400;

/** Whether a time column holds days without a time of the day. */
export function isDays(column: ColumnPlan | undefined): boolean {
  if (column?.time?.kind !== 'date') return false;
  const times = column.sampleTimes.filter((time) => time !== null);
  return times.length > 0 && times.every((time) => time % DAY === 0);
}

/** Where the column stands that fills a slot; −1 where there is none. */
export function columnIn({ columns }: FilePlan, { roles }: Pick<Slot, 'roles'>): number {
  for (const wanted of roles) {
    const at = columns.findIndex(({ role }) => role === wanted);
    if (at >= 0) return at;
  }
  return -1;
}

export const slotsOf = (file: FilePlan): readonly Slot[] =>
  slots.filter(
    ({ files, mayBe, ...slot }) =>
      files.some((role) => role === file.role) && (columnIn(file, slot) >= 0 || (mayBe?.(file) ?? true)),
  );

/** Where the session column stands that is not used, because a user column says whose history it is; −1 where there is none. */
export const idleSession = (file: FilePlan): number =>
  columnIn(file, { roles: ['user'] }) < 0 ? -1 : columnIn(file, { roles: ['session'] });
