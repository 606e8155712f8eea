import { describe, expect, it } from 'vitest';
import { lendBench, versionsFor } from './versions.mjs';

describe('versions to measure', () => {
  it('says what to do where the revision names no commit, before anything is made', () => {
    expect(() => versionsFor('/nowhere', 'no-such-revision')).toThrow(
      '--against is no-such-revision, expected a commit of this checkout; git log lists them',
    );
  });

  it('names a commit without a bench', () => {
    expect(() => lendBench({ name: 'old', commit: 'a', source: '/nowhere' })).toThrow(
      'expected a commit that has a bench',
    );
  });
});
