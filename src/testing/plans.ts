import type { ColumnPlan, FilePlan, ImportPlan, Role } from '../worker/contract.ts';

/** A column of an import, not looked at by a test beyond what it gives. */
export const columnPlan = (name: string, role: Role, more: Partial<ColumnPlan> = {}): ColumnPlan => ({
  ...{
    name,
    role,
    samples: [],
    confidence: 1,
    why: '',
    time: null,
    sampleTimes: [],
    clock: null,
    numbers: null,
    doubt: null,
    list: null,
  },
  ...more,
});

/** A delimited file of interactions. */
export const filePlan = (name: string, columns: readonly ColumnPlan[], more: Partial<FilePlan> = {}): FilePlan => ({
  ...{ name, columns, bytes: 1000, role: 'interactions', why: '', part: null, opening: [], warnings: [] },
  format: {
    ...{ kind: 'delimited', encoding: 'utf-8', delimiter: ',', quotes: true, header: true, decimal: '.' },
    ...{ skipLines: 0, lines: 'rows' },
  },
  ...more,
});

/** A plan of files that leaves nothing open. */
export const planOf = (...files: readonly FilePlan[]): ImportPlan => ({
  ...{ files, questions: [], keep: { minimumValue: null, events: null } },
  ...{ join: { user: [], item: [] }, blankItems: 'left out' },
});
