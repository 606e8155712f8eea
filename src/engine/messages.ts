/** What crosses the facade at every door. Plain data. */
export type { AdapterReport } from '../gpu/device.ts';
export type { Computing } from './gpu_session.ts';

/** Names a dataset or a run within this session. */
export type Id = string;
