import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { npmCi } from '../install.mjs';

const root = join(import.meta.dirname, '..', '..');

/** Removed when the process ends, in whatever way it can notice, and the worktree in it. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'nextup-bench-'));
  process.on('exit', () => {
    removeWorktree(folder);
    rmSync(folder, { recursive: true, force: true });
  });
  for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
    process.on(signal, () => process.exit(code));
  }
  return folder;
}

/**
 * The working tree, called new, and, where `against` names a commit, that one, called old, in a worktree of its own in `folder`.
 *
 * @returns `{ name, commit, source }`: `source` is the folder of its sources, with what they depend on
 * @throws Error where `against` names no commit
 */
export function versionsFor(folder, against) {
  const old = against === undefined ? [] : [checkedOut(folder, commitOf(against))];
  const changed = git('status', '--porcelain') === '' ? '' : ' with changes';
  return [{ name: 'new', commit: `${git('rev-parse', '--short=12', 'HEAD')}${changed}`, source: root }, ...old];
}

/** Built by the version's own vite, in a process of its own, since its configuration counts from the current folder. */
export function build({ name, commit, source }, folder, words = []) {
  const into = join(folder, name);
  const vite = join(source, 'node_modules', 'vite', 'bin', 'vite.js');
  const [sha] = commit.split(' ');
  execFileSync(process.execPath, [vite, 'build', ...words, '--outDir', into, '--emptyOutDir', '--logLevel', 'warn'], {
    cwd: source,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, NODE_ENV: 'production', VITE_COMMIT: sha },
  });
  return into;
}

/**
 * Measures a version with this bench: its cases, page and peers take the place of the version's own. What binds Nextup to
 * its sources, `bench/adapters/nextup*`, stays the version's.
 */
export function lendBench({ name, source }) {
  if (source === root) return;
  const bench = join(root, 'bench');
  const own = /^(node_modules|dist|results|adapters[\\/]nextup.*)$/;
  if (!existsSync(join(source, 'bench', 'adapters', 'nextup.ts'))) {
    throw new Error(`bench: ${name} has no bench/adapters/nextup.ts, expected a commit that has a bench`);
  }
  cpSync(bench, join(source, 'bench'), {
    recursive: true,
    filter: (from) => !own.test(relative(bench, from).split(sep).join('/')),
  });
  symlinkSync(join(bench, 'node_modules'), join(source, 'bench', 'node_modules'), 'junction');
}

function checkedOut(folder, commit) {
  const tree = treeIn(folder);
  git('worktree', 'add', '--quiet', '--detach', tree, commit);
  dependencies(tree);
  return { name: 'old', commit, source: tree };
}

const treeIn = (folder) => join(folder, 'tree');

/** Does nothing where there is no worktree. For the end of the process: it is synchronous and throws nothing. */
function removeWorktree(folder) {
  if (!existsSync(treeIn(folder))) return;
  spawnSync('git', ['worktree', 'remove', '--force', treeIn(folder)], { cwd: root, stdio: 'ignore' });
}

/** @throws Error that says what to do */
function commitOf(revision) {
  try {
    return git('rev-parse', '--short=12', '--verify', '--end-of-options', `${revision}^{commit}`);
  } catch {
    throw new Error(`--against is ${revision}, expected a commit of this checkout; git log lists them`);
  }
}

/** The same dependencies are lent, others are installed. */
function dependencies(tree) {
  const lock = (folder) => readFileSync(join(folder, 'package-lock.json'), 'utf8');
  if (lock(tree) === lock(root)) symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'), 'junction');
  else npmCi(tree);
}

function git(...words) {
  return execFileSync('git', words, { cwd: root, stdio: 'pipe' }).toString().trim();
}
