#!/bin/sh
# SwiftShader, the software adapter of Chromium (here on Dawn, npm webgpu 0.6.2): functions outside their domain give plain
# numbers. log(0) is about -88 and log(-90) is log(90), where a C library and most GPUs give -inf and NaN; tanh(100) is NaN, and
# a NaN from a buffer is not unequal to itself. WGSL allows all of it (results there are indeterminate, NaN may be assumed
# away), so a wrong loss can look finite: arguments have to be in range, and NaN has to be looked for in its bits.
#
# Needs a Chromium with its SwiftShader beside it (Debian: apt-get install chromium); CHROMIUM_FOLDER says where.
# Seen (Chromium 156 of Debian 12, Node 20.20.2): see the printed line.
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
const code = `
@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@compute @workgroup_size(1) fn main() {
  y[0] = log(x[0]); y[1] = log(x[1]); y[2] = log(-x[1]); y[3] = tanh(x[2]); y[4] = select(0.0, 1.0, x[3] != x[3]);
}`;
const module = device.createShaderModule({ code });
const pipeline = await device.createComputePipelineAsync({ layout: 'auto', compute: { module, entryPoint: 'main' } });
const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
const [x, y] = [0, 1].map(() => device.createBuffer({ size: 32, usage }));
device.queue.writeBuffer(x, 0, Float32Array.of(0, -90, 100, NaN));
const entries = [x, y].map((buffer, binding) => ({ binding, resource: { buffer } }));
const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
const read = device.createBuffer({ size: 32, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
const encoder = device.createCommandEncoder();
const pass = encoder.beginComputePass();
pass.setPipeline(pipeline);
pass.setBindGroup(0, group);
pass.dispatchWorkgroups(1);
pass.end();
encoder.copyBufferToBuffer(y, 0, read, 0, 32);
device.queue.submit([encoder.finish()]);
await read.mapAsync(GPUMapMode.READ);
const [zero, negative, positive, tanh, differs] = new Float32Array(read.getMappedRange().slice(0));
const { architecture, description } = adapter.info;
console.log({ architecture, description, 'log(0)': zero, 'log(-90)': negative, 'log(90)': positive, 'tanh(100)': tanh, 'NaN != NaN': differs === 1 });
const seen = Number.isFinite(zero) && Number.isFinite(negative) && Number.isNaN(tanh) && differs === 0;
process.exit(seen ? 0 : 1);
END
LD_LIBRARY_PATH=$chromium XDG_RUNTIME_DIR=/tmp VK_DRIVER_FILES=$chromium/vk_swiftshader_icd.json node run.mjs
