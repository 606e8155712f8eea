import { expect, it } from 'vitest';
import { adapterName } from './adapter_line.ts';

const none = { vendor: '', architecture: '', description: '', software: false };

it('calls an adapter by its description, else by its maker and kind, and says where it says nothing', () => {
  expect(adapterName({ ...none, vendor: 'nvidia', architecture: 'ampere', description: 'RTX 3090' })).toBe('RTX 3090');
  expect(adapterName({ ...none, vendor: 'google', architecture: 'swiftshader', software: true })).toBe(
    'google swiftshader (software)',
  );
  expect(adapterName(none)).toBe('a GPU that does not say its name');
});
