import { beforeAll, describe, expect, it } from 'vitest';
import { testPlatform } from '../testing/platform.ts';
import type { Engine, Tool } from './api.ts';
import { methods } from './arguments.ts';
import { createEngine } from './engine.ts';

interface Json {
  readonly type?: string;
  readonly anyOf?: readonly Json[];
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
  readonly items?: Json;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

let engine: Engine;
let tools: readonly Tool[];
const tool = (name: string): Tool => {
  const found = tools.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};
const schemaOf = (name: string): Json => tool(name).inputSchema;
beforeAll(async () => {
  engine = createEngine({ ...testPlatform(), gpu: () => Promise.resolve(undefined) });
  tools = await engine.tools();
});

describe('the tools of the facade', () => {
  it('are all of its methods, each with what it does, and survive JSON', () => {
    expect(tools.map(({ name }) => name).sort()).toEqual(Object.keys(methods).sort());
    expect(tools.filter(({ description }) => !/^[A-Z].{10}/.test(description)).map(({ name }) => name)).toEqual([]);
    expect(JSON.parse(JSON.stringify(tools))).toEqual(tools);
    expect(tool('simulate').description).toBe('Makes a simulated world; determined by (name, seed).');
    expect(tool('evaluate')).toMatchObject({ throws: ['SettingsError', 'CancelledError'], notJson: [] });
  });

  it('say arguments in order, ranges and words, and what no JSON spells', () => {
    expect(tool('train').order).toEqual(['recipe', 'listen', 'options']);
    expect(schemaOf('train').required).toEqual(['recipe']);
    const { config, split, seed } = schemaOf('train').properties?.recipe.properties ?? {};
    expect(config.properties?.blocks).toMatchObject({ type: 'integer', minimum: 1, maximum: 8 });
    expect(JSON.stringify(split)).toContain('leave-one-out');
    expect(seed).toMatchObject({ type: 'integer', minimum: 0 });
    expect(schemaOf('ranking').properties?.history).toMatchObject({ type: 'array', items: { type: 'string' } });
    expect(schemaOf('ranking').properties?.by.anyOf?.map(({ required }) => required)).toEqual([
      ['run'],
      ['dataset', 'baseline'],
    ]);
    expect(tool('open').notJson).toEqual(['files']);
    expect(tool('load').notJson).toEqual(['snapshot']);
    expect(tool('lists').notJson).toEqual(['receive']);
  });

  it('can be called by their schemas alone', async () => {
    const call = (name: string, input: Readonly<Record<string, unknown>>): Promise<unknown> => {
      const method = engine[name as keyof Engine] as (...given: unknown[]) => Promise<unknown>; // as an agent calls it
      return method(...tool(name).order.map((argument) => input[argument]));
    };
    const { id } = (await call('simulate', { world: 'sequels', seed: 2 })) as { id: string };
    await expect(call('evaluate', { target: { dataset: id, baseline: 'popularity' } })).resolves.toMatchObject({
      users: 600,
    });
  });
});
