#!/bin/sh
# SwiftShader, the software adapter of Chromium (here on Dawn, npm webgpu 0.6.2): a variable that the body of a loop declares without a
# value keeps what the turn before left in it. WGSL gives it the zero value each time its declaration is executed,
# so that a sum in each turn is one; here it goes on over all turns, and looks plausible. With a value, or in a
# function that the loop calls, it begins anew. Chromium 156 itself, asked for its SwiftShader adapter, does the same.
#
# Needs a Chromium with its SwiftShader beside it (Debian: apt-get install chromium); CHROMIUM_FOLDER says where.
# Seen (Chromium 156 of Debian 12, Node 20.20.2): { declared: [ 1, 2, 3, 4 ], given: [ 1, 1, 1, 1 ], called: [ 1, 1, 1, 1 ] }
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
const gpu = create([]);
const adapter = await gpu.requestAdapter();
const device = await adapter.requestDevice();

/** What four turns of a loop write; the number of turns comes from a buffer, so that nothing is unrolled. */
async function turns(body) {
  const code = `
@group(0) @binding(0) var<storage, read_write> y: array<f32>;
@group(0) @binding(1) var<storage, read> n: array<u32>;
fn one() -> f32 { var x: f32; x += 1.0; return x; }
@compute @workgroup_size(1) fn main() { for (var i = 0u; i < n[0]; i++) { ${body} } }`;
  const module = device.createShaderModule({ code });
  const pipeline = await device.createComputePipelineAsync({ layout: 'auto', compute: { module, entryPoint: 'main' } });
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const buffers = [0, 1].map(() => device.createBuffer({ size: 16, usage }));
  device.queue.writeBuffer(buffers[1], 0, Uint32Array.of(4));
  const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
  const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  const read = device.createBuffer({ size: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(1);
  pass.end();
  encoder.copyBufferToBuffer(buffers[0], 0, read, 0, 16);
  device.queue.submit([encoder.finish()]);
  await read.mapAsync(GPUMapMode.READ);
  return [...new Float32Array(read.getMappedRange().slice(0))];
}

const seen = {
  declared: await turns('var x: f32; x += 1.0; y[i] = x;'),
  given: await turns('var x = 0.0; x += 1.0; y[i] = x;'),
  called: await turns('y[i] = one();'),
};
console.log(adapter.info.architecture, seen);
process.exit(JSON.stringify(seen) === '{"declared":[1,2,3,4],"given":[1,1,1,1],"called":[1,1,1,1]}' ? 0 : 1);
END
LD_LIBRARY_PATH=$chromium XDG_RUNTIME_DIR=/tmp VK_DRIVER_FILES=$chromium/vk_swiftshader_icd.json node run.mjs
