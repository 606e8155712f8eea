import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labIn, type Heard, type Ran } from '../testing/lab.ts';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'nextup-lab-'))));
afterAll(() => rmSync(folder, { recursive: true }));

/** On a computer without a GPU, which `lab.dawn.test.ts` has. */
const lab = (words: string, heard?: Heard): Promise<Ran> =>
  labIn(folder, words, { heard, environment: { VK_DRIVER_FILES: join(folder, 'no driver') } });

const tiny =
  '--set blocks=1 --set heads=1 --set width=16 --set length=10 --set batch=64 --set patience=0 --no-baselines';

describe('lab', () => {
  it('answers 2 where it does not understand, and says what it expects', async () => {
    const { code, stdout, stderr } = await lab('trian');
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain("there is no command 'trian', expected one of adapter, audit, bench");
  });

  it.each([
    ['worlds sequels', "worlds takes no 'sequels', expected options only"],
    ['bench --mixers --world sequels', '--world: --mixers trains nothing and reads no data; leave it out'],
    ['bench --world sequels --write', '--write: it is for --mixers; leave it out'],
    ['train --world sequels --variants other.json', '--variants: other.json is not the --json of a run'],
    ['evaluate --world sequels --baseline markov1 --header', '--header: it says how files are read, and --world'],
    ['audit other.json --world-seed 2', '--world-seed: it is for --world NAME; leave it out'],
    [
      'tokenize --world sequels --set blocks=2',
      "there is no setting 'blocks', expected one of levels, codes, iterations",
    ],
    ['recommend --snapshot m --history a --world sequels', '--world: the model of --snapshot has its items with it'],
    ['recommend --snapshot m --history a other.json', "give --snapshot FILE or 'other.json', not both"],
    ['evaluate --world sequels --baseline markov1 --keep-seen --seen filtered', 'give --keep-seen or --seen filtered'],
  ])('answers 2 to %s, where a word would do nothing', async (words, message) => {
    writeFileSync(join(folder, 'other.json'), '`no JSON`');
    const { code, stdout, stderr } = await lab(words);
    expect([code, stdout], stderr).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('shapes a simulated world as it does files', async () => {
    const { stdout } = await lab('audit --world sequels --last 3 --json');
    expect(JSON.parse(stdout)).toMatchObject({ length: { median: 3 } });
  });

  it('answers 1 where a folder is given for a file', async () => {
    expect((await lab('import .')).stderr).toContain('.: it is a folder; name the files in it');
  });

  it('makes codes for items, tells how they are used, and writes them', async () => {
    const { code, stdout, stderr } = await lab(
      'tokenize --world sequels --set levels=2 --set codes=8 --codes codes.csv',
    );
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(
      /2 levels of 8 codes for 120 items, residual, of vectors of 64 numbers made of text; seed 1\./,
    );
    expect(stdout).toMatch(/\n2 +\d of 8 +[\d.]+ of 2\.08 nats +\d+ %\n/);
    expect(stdout).toMatch(/\nThe codes explain \d+ % of the variance of the vectors\. /);
    const rows = readFileSync(join(folder, 'codes.csv'), 'utf8').trim().split('\r\n');
    expect(rows).toHaveLength(121);
    expect(rows[0]).toBe('id,title,code 1,code 2');
    expect(rows.slice(1).every((row) => /,[0-7],[0-7]$/.test(row))).toBe(true);
  });

  it('makes codes with the tokenizer that is named', async () => {
    const { stdout } = await lab(
      'tokenize --world sequels --with fsq --set levels=2 --set fsqLevels=4x4 --set fsqSteps=5',
    );
    expect(stdout).toMatch(/2 levels of 16 codes for 120 items, fsq, of vectors of 64 numbers made of text; seed 1\./);
    expect(stdout).toMatch(/\n2 +\d+ of 16 +[\d.]+ of 2\.77 nats\n/);
    expect((await lab('tokenize --world sequels --with kmeans')).stderr).toContain("--with is 'kmeans', expected");
  });

  it('lists the models with their papers and settings', async () => {
    const { code, stdout } = await lab('models');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^sasrec {2}SASRec: a transformer that reads the last 50 items/);
    expect(stdout).toMatch(/\ngru4rec {2}GRU4Rec: .*\n {2}Hidasi et al. 2016/);
    expect(stdout).toMatch(/heads +Attention heads per block.*; 1 to 8 \(2\)/);
    const beside = stdout.slice(stdout.indexOf('\ntraining  '));
    expect(beside).toMatch(/\n {2}loss +.*; cross-entropy or gbce or sampled-softmax \(cross-entropy\)\n/);
    expect(beside).toMatch(/\n {2}epochs +.*; 1 to 10000 \(\d+\)\n/);
  });

  it('lists the papers with their statuses, and chooses among them', async () => {
    const all = JSON.parse((await lab('papers --json')).stdout) as readonly Record<string, unknown>[];
    expect(all).toHaveLength(144);
    expect(all.map((paper) => Object.keys(paper).join())).toEqual(all.map(() => 'id,title,status,result'));
    const { stdout } = await lab('papers --part F --status not-yet');
    expect(stdout).toMatch(/^F1 +not yet +LLM4DSR$/m);
    expect(stdout).not.toMatch(/^(A|F4 )/m);
    const known = (await lab('papers a1 h1')).stdout; // A1 would train for minutes
    expect(known).toMatch(/^(passes|fails|stale): /m); // which, any source of A1 may change
    expect(known).toMatch(/\n\nH1 {2}SADM/);
    expect((await lab('papers H99')).stderr).toContain('there is no paper H99, expected A1 to H23');
  });

  it('runs a paper and writes only where it is told to and can', async () => {
    const { code, stdout } = await lab('papers b29 --run');
    expect([code, stdout.match(/^passes: Everything came out as expected\.$/m)?.length]).toEqual([0, 1]);
    expect(existsSync(join(folder, 'bench'))).toBe(false);
    expect((await lab('papers B29 --write')).stderr).toContain('--write: there is no folder bench/results/papers');
    mkdirSync(join(folder, 'bench', 'results', 'papers'), { recursive: true });
    expect((await lab('papers B29 --write')).stdout).toContain('kept in bench/results/papers/B29.json');
    const kept: unknown = JSON.parse(readFileSync(join(folder, 'bench/results/papers/B29.json'), 'utf8'));
    expect(kept).toMatchObject({ id: 'B29', seeds: [{ seed: 1 }, { seed: 2 }, { seed: 3 }] });
    expect((await lab('papers H1 --run')).stderr).toContain('paper H1: it has no experiment that can be run yet');
    expect(await lab('papers --run')).toMatchObject({ code: 2 });
    expect(await lab('papers --write')).toMatchObject({ code: 2 });
    expect(await lab('papers B29 --part B')).toMatchObject({ code: 2 });
  });

  it('verifies a model that carries a receipt, and says which has none', async () => {
    const trained = 'train --world sequels --preset tiny --set epochs=1 --no-baselines --snapshot';
    await lab(`${trained} told.safetensors --receipt`);
    const { code, stdout } = await lab('verify --snapshot told.safetensors --world sequels');
    expect([code, stdout.match(/^ {2}epoch 1 .* the same {2}drawn$/m)?.length]).toEqual([0, 1]);
    await lab(`${trained} bare.safetensors`);
    expect(await lab('verify --snapshot bare.safetensors --world sequels')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('came without a receipt') as string,
    });
    expect(await lab('train --world sequels --receipt')).toMatchObject({ code: 2 });
  });

  it('answers 1 where a file is missing', async () => {
    expect(await lab('import absent.csv')).toMatchObject({
      code: 1,
      stderr: 'lab: absent.csv: there is no such file; check the path\n',
    });
  });

  it('reads a file with the columns it is told and prints one object', async () => {
    const rows = ['u1,a,9', 'u1,b,9', 'u2,a,9', 'u2,c,9', 'u3,b,9', 'u3,a,9'];
    writeFileSync(join(folder, 'tiny.csv'), ['who,what,ignored', ...rows].join('\n'));
    const words = 'import tiny.csv --column who=user --column what=item --column ignored=ignore --json';
    const { code, stdout } = await lab(words);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ interactions: 6, users: 3, items: 3, problems: [] });
  });

  it('answers 1 while a question is open, 0 once it is answered, 2 where there is no such answer', async () => {
    const day = (i: number): string => `0${(i % 9) + 1}/0${((2 * i) % 9) + 1}/2020`;
    const rows = Array.from({ length: 60 }, (_, i) => `u${i % 6},i${(i * i) % 11},${day(i)}`);
    writeFileSync(join(folder, 'dated.csv'), ['user,item,date', ...rows].join('\n'));
    const open = await lab('evaluate dated.csv --baseline popularity');
    expect(open.code).toBe(1);
    expect(open.stdout).toMatch(/ {2}time {2}date {2}asked below[^]*\? 1\. Is the first number of[^]*1=1 {2}day first/);
    expect(open.stderr).toContain('\n  lab evaluate dated.csv --baseline popularity --accept-guesses\n');
    const stopped: unknown = JSON.parse((await lab('evaluate dated.csv --baseline popularity --json')).stdout);
    expect(stopped).toMatchObject({ questions: [{ number: 1, answers: [{ label: 'day first' }, {}] }] });
    expect(await lab('evaluate dated.csv --baseline popularity --answer 1=1')).toMatchObject({ code: 0 });
    expect(await lab('import dated.csv --answer 1=3')).toMatchObject({ code: 2, stdout: '' });
  });

  it('evaluates a baseline with its protocol, in text and as an object', async () => {
    const { stdout } = await lab('evaluate --world sequels --baseline markov1 --json out.json');
    const metrics: unknown = JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8'));
    expect(metrics).toMatchObject({ baseline: 'markov1', users: 600, items: 120, protocol: { hash: '02731ced44cd' } });
    expect(stdout).toContain('Protocol 02731ced44cd. Leave-one-out');
  });

  it('pauses at a signal, keeps the run, refuses another, and resumes to the same bits', async () => {
    const train = `train --world sequels --set epochs=8 ${tiny}`;
    const straight = await lab(`${train} --json`);
    expect(straight.code, straight.stderr).toBe(0);

    const outputs = '--snapshot model.safetensors --precision int8 --json=-';
    const paused = await lab(`${train} ${outputs}`, (line, kill) => {
      if (line.includes('epoch 2:')) kill('SIGTERM');
    });
    expect(paused.code).toBe(1);
    expect(paused.stderr).toContain(`go on with: lab train --world sequels ${outputs} --resume`);
    expect(readdirSync(join(folder, '.nextup'))).toContain('run-a.safetensors');
    expect((await lab(train)).stderr).toContain('go on with --resume, or forget it with --discard');

    // A run that was not told to go is kept, whatever else is typed.
    const bad = [
      ['train --world sequels --resume --discard', 'give --resume or --discard, not both'],
      ['train absent.csv --discard', 'there is no such file'],
      ['train --world sequels --discard --set heads=3', 'expected a width that is a multiple of 4'],
      ['train --world sequels --resume --set epochs=9', 'leave out --set'],
      ['train --world sequels --resume --no-baselines', 'the kept run goes on as it began'],
    ];
    for (const [words, message] of bad) expect((await lab(words)).stderr).toContain(message);

    const resumed = await lab(
      `train --world sequels --set epochs=8 ${tiny.replace(' --no-baselines', '')} --resume --snapshot model.safetensors --json`,
    );
    const hash = ({ stdout }: Ran): unknown => (JSON.parse(stdout) as { stateSha256: unknown }).stateSha256;
    expect(hash(resumed)).toBe(hash(straight));

    const list = await lab('recommend --snapshot model.safetensors --history nonsense');
    expect(list).toMatchObject({ code: 1, stdout: '' });
    expect(list.stderr).toMatch(/"nonsense" is not in the catalogue of 120 items; use its item ids, such as "[^"]+", /);

    const exported = await lab('export --snapshot model.safetensors --onnx model.onnx');
    expect(exported.code, exported.stderr).toBe(0);
    expect(exported.stdout).toMatch(/On 64 histories onnxruntime-web .* gave the model's own first 20 items/);
    expect(readdirSync(folder)).toContain('model.onnx');

    const ejected = await lab('eject model.safetensors project --world sequels');
    expect(ejected.code, ejected.stderr).toBe(0);
    expect(ejected.stdout).toMatch(
      /It stands at its best weights, those of epoch \d; the moments of Adam are not part of it/,
    );
    const project = readdirSync(join(folder, 'project'));
    expect(project).toContain('train.py');
    expect((await lab('eject model.safetensors project --world sequels')).stderr).toContain('project is not empty');
    expect((await lab('eject nowhere project.zip --world sequels')).stderr).toContain('there is no nowhere, expected');
    const archive = await lab('eject model.safetensors project.zip --world sequels --json');
    const { files } = JSON.parse(archive.stdout) as { files: { path: string }[] };
    expect(files.map(({ path }) => path).sort()).toEqual(project.sort());

    const hub = await lab('export --snapshot model.safetensors --hugging-face hub --data-licence CC0');
    expect(hub.stdout, hub.stderr).toMatch(/Written to hub: README\.md \(.*model\.safetensors/);
    expect(readFileSync(join(folder, 'hub', 'README.md'), 'utf8')).toContain('Licence of the data: CC0 (as its');
    const listed = (model: string): Promise<Ran> => lab(`recommend --snapshot ${model} --history G2,G3 --json`);
    const back = await lab('import-weights project --snapshot back.safetensors');
    expect(back.stdout, back.stderr).toContain('how long they were trained is not said');
    const [own, ofHub, ofProject] = [
      await listed('model.safetensors'),
      await listed('hub'),
      await listed('back.safetensors'),
    ];
    expect(own.code, own.stderr).toBe(0);
    expect([ofHub.stdout, ofProject.stdout]).toEqual([own.stdout, own.stdout]);
  });

  it('writes data as tables that have the fingerprint that it tells', async () => {
    const written = await lab('export-data tables --world sequels --format benchmark --json');
    const { fingerprint, files } = JSON.parse(written.stdout) as { fingerprint: string; files: { path: string }[] };
    const again = await lab(`import ${files.map(({ path }) => `tables/${path}`).join(' ')} --json`);
    expect(JSON.parse(again.stdout)).toMatchObject({ fingerprint });
    const refused = await lab('export-data other --world sequels --format benchmark --split by-time');
    expect(refused.stderr).toMatch(/tables: by time leaves [\d,]+ histories .* choose recbole or parquet/);
    expect((await lab('export-data tables --world sequels')).stderr).toContain('tables is not empty');
  });

  it('writes the result although the model cannot be saved, and saves it when the run is taken up again', async () => {
    const train = `train --world sequels --set epochs=1 ${tiny}`;
    const gone = join(folder, 'gone');
    mkdirSync(gone);
    const unsaved = await lab(`${train} --checkpoints kept --snapshot gone/model.safetensors --json result.json`, () =>
      rmSync(gone, { recursive: true, force: true }),
    );
    expect(unsaved.code).toBe(1);
    expect(unsaved.stdout).toMatch(/HR@10/);
    expect(unsaved.stderr).toMatch(
      /could not be written to gone\/model\.safetensors .*--resume with another --snapshot saves it/,
    );
    const hash = (json: string): unknown => (JSON.parse(json) as { stateSha256: unknown }).stateSha256;
    const result = readFileSync(join(folder, 'result.json'), 'utf8');
    const saved = await lab('train --world sequels --checkpoints kept --resume --snapshot again.safetensors --json');
    expect([saved.code, hash(saved.stdout)], saved.stderr).toEqual([0, hash(result)]);
    expect(JSON.parse(result)).toMatchObject({ cautions: [] }); // 600 users are enough
    expect(readdirSync(folder)).toContain('again.safetensors');

    const longer = await lab('train --world sequels --checkpoints kept --go-on 1 --json');
    expect(JSON.parse(longer.stdout), longer.stderr).toMatchObject({ phase: 'finished', epochs: 2 });
    const over = await lab('train --world sequels --checkpoints kept --resume');
    expect(over.stderr).toContain('there is no unfinished run in kept');
  });
});
