import { describe, expect, it } from 'vitest';
import { foreignFormat, isParquet, isTar } from './magic.ts';

const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
  new Uint8Array(parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : [part])));

describe('formats that are no text', () => {
  it.each([
    ['Feather file of version 1', bytes('FEA1', 0, 0, 0, 0)],
    ['Arrow or Feather', bytes('ARROW1', 0, 0)],
    ['stream of Arrow', bytes(0xff, 0xff, 0xff, 0xff, 0x10, 1, 0, 0)],
    ['ORC', bytes('ORC', 0x0a, 3, 0)],
    ['pickle', bytes(0x80, 4, 0x95, 0x20, 0)],
    ['pickle', bytes(0x80, 2, '}q', 0)],
    ['\\(.rda\\)', bytes('RDX3\nX\n', 0, 0, 0, 3)],
    ['\\(.rds\\)', bytes('X\n', 0, 0, 0, 3)],
    ['MATLAB', bytes('MATLAB 5.0 MAT-file, Platform: GLNXA64')],
    ['Stata', bytes('<stata_dta><header><release>118')],
    ['Stata', bytes(115, 2, 1, 0, 5)],
    ['SPSS', bytes('$FL2@(#) IBM SPSS STATISTICS')],
    ['SAS table', bytes(...Array.from({ length: 12 }, () => 0), 0xc2, 0xea, 0x81, 0x60)],
    ['DuckDB', bytes(1, 2, 3, 4, 5, 6, 7, 8, 'DUCK')],
    ['MongoDB', bytes(0x80, 0, 0, 0, 7, '_id', 0)],
    ['LZ4', bytes(0x04, 0x22, 0x4d, 0x18, 0x64)],
    ['Zstandard', bytes(0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0)],
    ['Snappy', bytes(0xff, 6, 0, 0, 'sNaPpY')],
    ['bzip2', bytes('BZh91AY&SY', 0, 3)],
    ['xz', bytes(0xfd, '7zXZ', 0)],
    ['LZMA', bytes(0x5d, 0, 0, 0x80, 0)],
    ['compress', bytes(0x1f, 0x9d, 0x90)],
    ['zlib', bytes(0x78, 0x9c, 0xed)],
    ['7-Zip', bytes('7z', 0xbc, 0xaf, 0x27, 0x1c)],
    ['RAR', bytes('Rar!', 0x1a, 7, 0)],
  ])('are named: %s', (what, head) => {
    expect(foreignFormat(head)).toMatch(new RegExp(`^this is .*${what}.*, not a text table; .+`));
  });

  it('are not seen in tables that only begin like them', () => {
    for (const text of [
      'ORCID,paper\nü,1\n',
      'FEA1,FEA2\n1,2\n',
      'BZhang,song\n',
      'X\n1\n2\n',
      'Rar!,x\n',
      'rating,user\n',
      '_id,item\n',
      'PGDMP;1\n',
    ]) {
      expect(foreignFormat(bytes(text))).toBeNull();
    }
  });

  it('leave Parquet to its reader', () => {
    expect(isParquet(bytes('PAR1', 0x15))).toBe(true);
    expect(foreignFormat(bytes('PAR1', 0x15))).toBeNull();
  });

  it('take no text and no zeros for a tar archive', () => {
    expect(isTar(new Uint8Array(512))).toBe(false);
    expect(isTar(bytes('user,item\n'.repeat(60)))).toBe(false);
  });
});
