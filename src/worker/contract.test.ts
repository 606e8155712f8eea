import type { ProxyMarked } from 'comlink';
import { expect, expectTypeOf, it } from 'vitest';
import { methods } from '../engine/arguments.ts';
import type { DatasetSummary, Listener, RemoteEngine, RunSummary, WorkerEngine } from './contract.ts';

it('keeps the facade’s results across the worker boundary', () => {
  expectTypeOf<ReturnType<RemoteEngine['simulate']>>().toEqualTypeOf<Promise<DatasetSummary>>();
  expectTypeOf<ReturnType<RemoteEngine['train']>>().toEqualTypeOf<Promise<RunSummary>>();
});

it('marks listeners, and only listeners', () => {
  expectTypeOf<Parameters<WorkerEngine['train']>[1]>().toEqualTypeOf<(Listener & ProxyMarked) | undefined>();
  expectTypeOf<Parameters<WorkerEngine['pause']>>().toEqualTypeOf<[run: string]>();
});

it('refuses a bare function', () => {
  const call = (engine: WorkerEngine): unknown =>
    // @ts-expect-error a bare function cannot be cloned; it must be wrapped by comlink's proxy()
    engine.train({ dataset: 'd' }, () => undefined);
  expectTypeOf(call).toBeFunction();
});

it('has no method that comlink would keep for itself and never send: findings/comlink-reserved-bind.sh', () => {
  expect(Object.keys(methods)).toContain('train');
  expect(Object.keys(methods)).not.toContain('bind');
  expect(Object.keys(methods)).not.toContain('then');
});
