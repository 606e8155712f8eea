#!/bin/sh
# wgsl_reflect 1.6.0 parses WGSL in which reserved words are names: of 145 words that the specification reserves, `from`, `of`, `target`
# and `self` among them, it takes 142 as the name of a value (not fallthrough, static_assert and type). Dawn, and so every browser built on it,
# refuses all of them. A parser that answers without complaint is no check that a program compiles.
#
# Needs a Chromium with its SwiftShader beside it (Debian: apt-get install chromium); CHROMIUM_FOLDER says where.
# Seen (wgsl_reflect 1.6.0, webgpu 0.6.2, Chromium 156 of Debian 12, Node 20.20.2):
#   145 words, parsed 142, refused 145; a plain name: true true
set -eu
chromium=${CHROMIUM_FOLDER:-/usr/lib/chromium}
test -e "$chromium/vk_swiftshader_icd.json" || { echo "no SwiftShader in $chromium: install chromium" >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund webgpu@0.6.2 wgsl_reflect@1.6.0 >/dev/null
cat >run.mjs <<'END'
import { create, globals } from 'webgpu';
import { WgslReflect } from 'wgsl_reflect/wgsl_reflect.module.js';
Object.assign(globalThis, globals);
// https://www.w3.org/TR/WGSL/#reserved-words, those that stand for themselves.
const words = `NULL Self abstract active alignas alignof as asm asm_fragment async attribute auto await become cast catch class co_await
co_return co_yield coherent column_major common compile compile_fragment concept const_cast consteval constexpr constinit crate debugger
decltype delete demote demote_to_helper do dynamic_cast enum explicit export extends extern external fallthrough filter final finally friend
from fxgroup get goto groupshared highp impl implements import inline instanceof interface layout lowp macro macro_rules match mediump meta
mod module move mut mutable namespace new nil noexcept noinline nointerpolation non_coherent noncoherent noperspective null nullptr of
operator package packoffset pass patch pixelfragment precise precision premerge priv protected pub public readonly ref regardless
register reinterpret_cast require resource restrict self set shared sizeof smooth snorm static static_assert static_cast std subroutine super
target template this thread_local throw trait try type typedef typeid typename typeof union unless unorm unsafe unsized use using varying
virtual volatile wgsl where with writeonly yield`.split(/\s+/);
const gpu = create([]);
const device = await (await gpu.requestAdapter()).requestDevice();
const program = (name) => `@compute @workgroup_size(1) fn main() { let ${name} = 1u; _ = ${name}; }`;
function parses(name) {
  try {
    return new WgslReflect(program(name)).entry.compute.length === 1;
  } catch {
    return false;
  }
}
async function compiles(name) {
  device.pushErrorScope('validation');
  const { messages } = await device.createShaderModule({ code: program(name) }).getCompilationInfo();
  await device.popErrorScope();
  return messages.every(({ type }) => type !== 'error');
}
const parsed = words.filter(parses);
const refused = [];
for (const word of words) if (!(await compiles(word))) refused.push(word);
const plain = [parses('plain'), await compiles('plain')];
console.log(`${words.length} words, parsed ${parsed.length}, refused ${refused.length}; a plain name:`, ...plain);
process.exit(parsed.length === 142 && refused.length === 145 && plain.every(Boolean) ? 0 : 1);
END
LD_LIBRARY_PATH="$chromium" VK_DRIVER_FILES="$chromium/vk_swiftshader_icd.json" XDG_RUNTIME_DIR="$folder" node run.mjs
