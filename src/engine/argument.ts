/** What a method of the facade takes: a name and a schema for each argument. */
import { callback, type Schema } from '../core/schema.ts';
import { datasetId, runId } from './schema.ts';

export interface Argument<T> {
  readonly name: string;
  readonly schema: Schema<T>;
  /** Whether it may be left out. */
  readonly optional: boolean;
}

interface Needed<T> extends Argument<T> {
  readonly optional: false;
}

interface Optional<T> extends Argument<T> {
  readonly optional: true;
}

type ArgumentsOf<A extends readonly unknown[]> = {
  readonly [K in keyof A]-?: undefined extends A[K] ? Optional<Exclude<A[K], undefined>> : Needed<A[K]>;
};

/** A line for each method of a door. A method without one, or a line that lacks an argument, does not compile. */
export type MethodsOf<Door> = {
  readonly [M in keyof Door]: Door[M] extends (...given: infer A) => unknown ? ArgumentsOf<A> : never;
};

export const needs = <T>(name: string, schema: Schema<T>): Needed<T> => ({ name, schema, optional: false });
export const may = <T>(name: string, schema: Schema<T>): Optional<T> => ({ name, schema, optional: true });

export const dataset = needs('dataset', datasetId);
export const run = needs('run', runId);
export const fraction = may('progress', callback<(done: number) => void>());
