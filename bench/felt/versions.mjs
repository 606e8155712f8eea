import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { npmCi } from '../install.mjs';

const root = join(import.meta.dirname, '..', '..');

/** The page of the working tree, built into `folder`. */
export function buildNew(folder) {
  const changed = git('status', '--porcelain') === '' ? '' : ' with changes';
  const commit = git('rev-parse', '--short=12', 'HEAD');
  return { name: 'new', commit: `${commit}${changed}`, built: build(root, commit, join(folder, 'new')) };
}

/**
 * The page of an earlier commit, built into `folder` from a worktree of its own there, which `removeWorktree` ends.
 *
 * @throws Error where `revision` names no commit
 */
export function buildOld(folder, revision) {
  const commit = commitOf(revision);
  const tree = treeIn(folder);
  git('worktree', 'add', '--quiet', '--detach', tree, commit);
  dependencies(tree);
  return { name: 'old', commit, built: build(tree, commit, join(folder, 'old')) };
}

/** Does nothing where there is no worktree. For the end of the process: it is synchronous and throws nothing. */
export function removeWorktree(folder) {
  if (!existsSync(treeIn(folder))) return;
  spawnSync('git', ['worktree', 'remove', '--force', treeIn(folder)], { cwd: root, stdio: 'ignore' });
}

/** @throws Error that says what to do */
export function commitOf(revision) {
  try {
    return git('rev-parse', '--short=12', '--verify', '--end-of-options', `${revision}^{commit}`);
  } catch {
    throw new Error(`--against is ${revision}, expected a commit of this checkout; git log lists them`);
  }
}

const treeIn = (folder) => join(folder, 'tree');

/** The same dependencies are lent, others are installed. */
function dependencies(tree) {
  const lock = (folder) => readFileSync(join(folder, 'package-lock.json'), 'utf8');
  if (lock(tree) === lock(root)) symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'), 'junction');
  else npmCi(tree);
}

/** Built by the version's own vite, in a process of its own, since its configuration counts from the current folder. */
function build(source, commit, into) {
  const vite = join(source, 'node_modules', 'vite', 'bin', 'vite.js');
  execFileSync(process.execPath, [vite, 'build', '--outDir', into, '--emptyOutDir', '--logLevel', 'warn'], {
    cwd: source,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, NODE_ENV: 'production', VITE_COMMIT: commit },
  });
  return into;
}

function git(...words) {
  return execFileSync('git', words, { cwd: root, stdio: 'pipe' }).toString().trim();
}
