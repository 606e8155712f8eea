/**
 * `npm run pack:lab`: the command line with everything it needs (this machine's Node, Dawn for x86-64 Linux, a Vulkan
 * loader and a C++ library for machines that have none) in one folder and one archive, to measure where nothing can be installed.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleLab } from './bundle-lab.mjs';
import { findChromium } from './chromium.mjs';

const LIMIT_MEGABYTES = 40;
const root = join(import.meta.dirname, '..');
const parent = join(root, 'dist-pack');
const folder = join(parent, 'nextup-lab');
const archive = join(parent, 'nextup-lab.tar.xz');

const README = `# Nextup lab

Nextup's engine as a command line, with all it needs, for x86-64 Linux with a Vulkan driver. Nothing is installed and
no network is used. The graphics driver must be the machine's own; with NVIDIA's, in a container, the capability "graphics"
must be on (NVIDIA_DRIVER_CAPABILITIES=all).

    ./lab adapter                             which GPU serves
    ./lab conformance                         every kernel against its reference, on this GPU
    ./lab kernel matmul.nn --size m=4096      one kernel, its variants timed beside one another
    ./lab bench --world bookshop              milliseconds of a training step
    ./lab bench --counts --world bookshop     what one training step asks of the device
    ./lab train --world sequels --json run.json --snapshot model.safetensors
    ./lab help

"./lab adapter" must name the GPU. If it names a software adapter or none, the driver's file is not found: point
VK_DRIVER_FILES at it, e.g. VK_DRIVER_FILES=/usr/share/vulkan/icd.d/nvidia_icd.json ./lab adapter

lib/ holds a Vulkan loader (Apache 2.0) and the C++ runtime (GPL with the runtime exception); they are used only where
the machine has none. node is Node.js (MIT), node_modules/webgpu is Dawn (BSD), node_modules/onnxruntime-web
runs ONNX files (MIT).
`;

const LAUNCHER = `#!/bin/sh
# Runs Nextup's command line with the Node of this folder, from any folder.
here=$(CDPATH= cd -- "$(dirname -- "$(readlink -f -- "$0")")" && pwd)
# Libraries of this folder serve only where the machine has none.
for name in libstdc++.so.6 libgcc_s.so.1 libvulkan.so.1; do
  if ! { ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null | grep -qF "$name"; then
    LD_LIBRARY_PATH="$here/lib/$name\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
  fi
done
export LD_LIBRARY_PATH
exec "$here/node" --disable-warning=ExperimentalWarning "$here/lab.mjs" "$@"
`;

if (process.platform !== 'linux' || process.arch !== 'x64') {
  fail(`it packs this machine's Node for x86-64 Linux, but this is ${process.platform} ${process.arch}; run it there`);
}
rmSync(parent, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
packProgram(await bundleLab());
packLibraries();
compress();

function packProgram(bundle) {
  copyFileSync(bundle, join(folder, 'lab.mjs'));
  copyFileSync(realpathSync(process.execPath), join(folder, 'node'));
  strip(join(folder, 'node'));
  const [from, to] = ['node_modules/webgpu', join(folder, 'node_modules', 'webgpu')];
  mkdirSync(join(to, 'dist', 'linux-x64'), { recursive: true });
  for (const file of ['index.js', 'package.json', 'LICENSE.md', 'dist/linux-x64/dawn.node']) {
    copyFileSync(join(root, from, file), join(to, file));
  }
  strip(join(to, 'dist', 'linux-x64', 'dawn.node'));
  packRuntime();
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  writeFileSync(join(folder, 'README.md'), README);
  writeFileSync(join(folder, 'lab'), LAUNCHER);
  chmodSync(join(folder, 'lab'), 0o755);
}

/** What runs an ONNX file before it is written. */
function packRuntime() {
  const [from, to] = ['node_modules/onnxruntime-web', join(folder, 'node_modules', 'onnxruntime-web')];
  mkdirSync(join(to, 'dist'), { recursive: true });
  const files = ['ort.wasm.bundle.min.mjs', 'ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'];
  for (const file of ['package.json', ...files.map((name) => `dist/${name}`)]) {
    copyFileSync(join(root, from, file), join(to, file));
  }
}

/** Used only where the machine has none of its own; see LAUNCHER. */
function packLibraries() {
  const system = execFileSync('ldd', [join(folder, 'node_modules/webgpu/dist/linux-x64/dawn.node')], {
    encoding: 'utf8',
  });
  for (const [, name, path] of system.matchAll(/(lib(?:stdc\+\+|gcc_s)\S+) => (\S+)/g)) {
    packLibrary(name, path);
  }
  const places = [
    '/usr/lib/x86_64-linux-gnu',
    '/usr/lib64',
    '/usr/lib/chromium',
    '/opt/google/chrome',
    browserFolder(),
  ];
  const loader = places.map((place) => join(place, 'libvulkan.so.1')).find(existsSync);
  if (loader === undefined) say('no libvulkan.so.1 was found here: the other machine must have its own');
  else packLibrary('libvulkan.so.1', loader);
}

/** Each in a folder of its own, so that the launcher can add one without the others. */
function packLibrary(name, path) {
  mkdirSync(join(folder, 'lib', name), { recursive: true });
  copyFileSync(path, join(folder, 'lib', name, name));
}

function browserFolder() {
  const chromium = findChromium();
  return chromium === null ? '' : join(realpathSync(chromium), '..');
}

function compress() {
  execFileSync('tar', ['--sort=name', '--owner=0', '--group=0', '-cJf', archive, '-C', parent, 'nextup-lab'], {
    env: { ...process.env, XZ_OPT: '-9e' },
  });
  const megabytes = statSync(archive).size / 1e6;
  say(`${archive}: ${megabytes.toFixed(1)} MB`);
  if (megabytes > LIMIT_MEGABYTES) fail(`the archive is larger than ${LIMIT_MEGABYTES} MB`);
}

/** Symbols are for debuggers; without `strip` the archive is larger and works as well. */
function strip(file) {
  if (spawnSync('strip', ['--strip-unneeded', file], { stdio: 'ignore' }).status !== 0) say(`${file} was not stripped`);
}

function say(sentence) {
  console.log(`pack:lab: ${sentence}`);
}

function fail(sentence) {
  console.error(`pack:lab: ${sentence}`);
  process.exit(1);
}
