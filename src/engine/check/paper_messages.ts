/** What the facade says of the papers behind this product. */
export type { Expectation, Recipe as PaperRecipe, Values } from '../../papers/experiment.ts';
export type { PaperCard } from '../../papers/gallery.ts';
export type { Group as PaperGroup } from '../../papers/paper.ts';
export type { PaperRecord, SeedValues } from '../../papers/record.ts';
export type { PaperRun } from '../../papers/run.ts';
export type { Check, PaperStatus } from '../../papers/verdict.ts';
