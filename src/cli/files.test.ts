import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkpointFolder } from './checkpoint_folder.ts';
import { checkWritable, replaceFile } from './output_file.ts';
import { rememberedVariants } from './remembered_variants.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'nextup-cli-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('the checkpoint folder', () => {
  it('is made by the first write, keeps two files and nothing else', async () => {
    const inside = join(folder, 'a', 'b');
    const [first, second] = checkpointFolder(inside);
    expect(await first.read()).toBeNull();
    await first.write(Uint8Array.of(1, 2, 3));
    await second.write(Uint8Array.of(4));
    await first.write(Uint8Array.of(5, 6));
    expect(await first.read()).toEqual(Uint8Array.of(5, 6));
    expect(readdirSync(inside)).toEqual(['run-a.safetensors', 'run-b.safetensors']);
    await first.remove();
    await first.remove();
    expect(await first.read()).toBeNull();
  });
});

describe('remembered variants', () => {
  it('come back per adapter and are empty for others', async () => {
    const choices = rememberedVariants(folder);
    await choices.save('one', { matmul: 'tiled' });
    await choices.save('two', { matmul: 'direct' });
    expect(await rememberedVariants(folder).load('one')).toEqual({ matmul: 'tiled' });
    expect(await choices.load('three')).toEqual({});
  });

  it.each(['{', '3', '[]', '{"matmul": 7}'])('are forgotten where the file holds %s', async (text) => {
    const choices = rememberedVariants(folder);
    await choices.save('one', { matmul: 'tiled' });
    const [name] = readdirSync(folder);
    writeFileSync(join(folder, name), text);
    expect(await choices.load('one')).toEqual({});
  });
});

describe('an output file', () => {
  it('is refused where its folder is missing, before any work is done', () => {
    expect(() => checkWritable('json', join(folder, 'absent', 'out.json'))).toThrow('--json: there is no folder');
    expect(() => checkWritable('json', join(folder, 'out.json'))).not.toThrow();
  });

  it('is replaced at once, behind a link too, and left as it was where that fails', async () => {
    const [file, link] = [join(folder, 'out.json'), join(folder, 'link.json')];
    await replaceFile(file, 'first');
    symlinkSync(file, link);
    await replaceFile(link, 'second');
    expect([readFileSync(file, 'utf8'), lstatSync(link).isSymbolicLink()]).toEqual(['second', true]);
    mkdirSync(`${file}.${process.pid}.part`); // so that nothing can be written beside it
    await expect(replaceFile(file, 'third')).rejects.toThrow('EISDIR');
    expect(readFileSync(file, 'utf8')).toBe('second');
    await replaceFile('/dev/null', 'fourth');
    expect(readdirSync(folder).sort()).toEqual(['link.json', 'out.json', `out.json.${process.pid}.part`]);
  });

  it('is refused where a folder has its name', () => {
    expect(() => checkWritable('snapshot', folder)).toThrow(`--snapshot: ${folder} is a folder, expected a file`);
  });

  it('replaces no file that the command reads or writes too, however it is spelled', () => {
    const [data, link] = [join(folder, 'data.csv'), join(folder, 'link.csv')];
    writeFileSync(data, 'user,item');
    symlinkSync(data, link);
    for (const path of [data, link, relative('.', data)]) {
      expect(() => checkWritable('json', path, ['a.csv', data])).toThrow('is named twice and would be replaced');
    }
    expect(() => checkWritable('json', join(folder, 'new.json'), [join(folder, 'new.json')])).toThrow('named twice');
    expect(() => checkWritable('json', data, ['a.csv'])).not.toThrow();
  });
});
