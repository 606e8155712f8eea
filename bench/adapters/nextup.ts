import type { Adapter } from '../adapter.ts';
import project from '../../package.json';

export const adapter: Adapter = {
  name: 'Nextup',
  version: project.version,
  open: () => Promise.resolve({}),
};
