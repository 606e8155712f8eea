#!/bin/sh
# SwiftShader, the software adapter of Chromium (here on Dawn, npm webgpu 0.6.2): a pipeline takes the longer to compile the more
# workgroup memory it declares, and faster than in proportion, although the program that uses it is the same. WGSL has that memory begin at
# zero, and the clearing is written out element by element: 1,024 vec4f, which is the 16 KiB that every device has, cost seventy to a
# hundred times what 16 do. Where nothing is cleared (Dawn's feature disable_workgroup_init) all sizes cost alike.
#
# Processor time is compared, within one process; the bounds are far from what was seen.
# Needs a Chromium with its SwiftShader beside it (Debian: apt-get install chromium); CHROMIUM_FOLDER says where.
# Seen (Chromium 156 of Debian 12, Node 20.20.2, 2 cores), ms of processor time from WGSL to the end of a first run, by vec4f:
#   cleared { '16': 21, '256': 350, '1024': 2366 } not cleared { '16': 13, '256': 16, '1024': 13 }
set -eu
chromium=${CHROMIUM_FOLDER:-/usr/lib/chromium}
test -e "$chromium/vk_swiftshader_icd.json" || { echo "no SwiftShader in $chromium: install chromium" >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund webgpu@0.6.2 >/dev/null
cat >run.mjs <<'END'
import { create, globals } from 'webgpu';
Object.assign(globalThis, globals);
const gpus = [create([]), create(['enable-dawn-features=disable_workgroup_init'])];
const devices = [];
for (const gpu of gpus) devices.push(await (await gpu.requestAdapter()).requestDevice());

/** Milliseconds of processor time for a program with `count` vec4f of workgroup memory. */
async function compiled(device, count) {
  const code = `
@group(0) @binding(0) var<storage, read_write> y: array<vec4f>;
var<workgroup> x: array<vec4f, ${count}>;
@compute @workgroup_size(1) fn main() {
  for (var i = 0u; i < u32(y[1].x); i++) { x[i] = y[i]; }
  y[0] = x[u32(y[0].x)];
}`;
  const before = process.cpuUsage();
  const module = device.createShaderModule({ code });
  const pipeline = await device.createComputePipelineAsync({ layout: 'auto', compute: { module, entryPoint: 'main' } });
  const buffer = device.createBuffer({ size: 64, usage: GPUBufferUsage.STORAGE });
  const group = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [{ binding: 0, resource: { buffer } }],
  });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(1);
  pass.end();
  device.queue.submit([encoder.finish()]);
  await device.queue.onSubmittedWorkDone();
  const { user, system } = process.cpuUsage(before);
  return Math.round((user + system) / 1000);
}

const seen = [];
for (const device of devices) {
  await compiled(device, 4); // what is loaded once
  const milliseconds = {};
  for (const count of [16, 256, 1024]) milliseconds[count] = await compiled(device, count);
  seen.push(milliseconds);
}
const [cleared, kept] = seen;
console.log('cleared', cleared, 'not cleared', kept);
const holds = cleared[1024] > 3 * cleared[256] && cleared[1024] > 10 * cleared[16] && cleared[1024] > 10 * kept[1024];
process.exit(holds ? 0 : 1);
END
LD_LIBRARY_PATH=$chromium XDG_RUNTIME_DIR=/tmp VK_DRIVER_FILES=$chromium/vk_swiftshader_icd.json node run.mjs
