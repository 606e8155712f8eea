/** What crosses the facade at every door. Plain data. */
export type { AdapterReport } from '../gpu/device.ts';
export type { Computing } from './gpu_session.ts';

/** Names a dataset or a run within this session. */
export type Id = string;

/** A method of the facade, as a tool that an agent may call. */
export interface Tool {
  readonly name: string;
  /** What it does, as its door says. */
  readonly description: string;
  /** The errors that it ends with, by name; every method refuses wrong arguments with a SettingsError. */
  readonly throws: readonly string[];
  /** JSON Schema of an object of its arguments by name, but for functions, which no JSON spells. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
  /** All its arguments in their order, as the method takes them. */
  readonly order: readonly string[];
  /** Those it must have and no JSON spells, such as files. */
  readonly notJson: readonly string[];
}
