import { existsSync } from 'node:fs';
import os from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/**
 * WebGPU in Node: Dawn from the npm package `webgpu`. Where the machine has no Vulkan driver of its own, the SwiftShader
 * that comes with a Chromium serves, together with that Chromium's Vulkan loader.
 */
export async function dawn(): Promise<GPU> {
  chooseVulkanDriver();
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  if (instance === undefined && process.env.VK_DRIVER_FILES?.endsWith(ICD) === true) pollWithRests();
  instance ??= create(FEATURES);
  return instance;
}

/**
 * Kernels write workgroup memory before they read it, so Dawn need not clear it: on SwiftShader clearing makes a pipeline
 * compile ten times longer. Browsers always clear; without it a kernel that relied on that would fail here.
 */
const FEATURES = ['enable-dawn-features=disable_workgroup_init'];

/** Dawn crashes when its instance is collected before its devices are. */
let instance: GPU | undefined;

const ICD = 'vk_swiftshader_icd.json';
const SYSTEM_DRIVERS = ['/etc/vulkan/icd.d', '/usr/share/vulkan/icd.d', '/usr/local/share/vulkan/icd.d'];

function chooseVulkanDriver(): void {
  if (process.platform !== 'linux') return;
  process.env.XDG_RUNTIME_DIR ??= os.tmpdir();
  const folder = chromiumFolders().find((candidate) => existsSync(join(candidate, ICD)));
  if (folder === undefined) return;
  const hasDriver = process.env.VK_DRIVER_FILES !== undefined || SYSTEM_DRIVERS.some((path) => existsSync(path));
  if (!hasDriver) process.env.VK_DRIVER_FILES = join(folder, ICD);
  preload(join(folder, 'libvulkan.so.1'));
}

function chromiumFolders(): string[] {
  const chosen = process.env.CHROMIUM === undefined ? [] : [dirname(process.env.CHROMIUM)];
  const path = (process.env.PATH ?? '').split(delimiter);
  return [...chosen, ...path, '/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];
}

/**
 * Loads a shared library that is no Node addon, so that Dawn finds it by name. Node says that it did not register itself
 * and closes it again; RTLD_NODELETE (0x1000 on Linux) keeps it.
 */
function preload(library: string): void {
  const keep = 0x1000;
  if (!existsSync(library)) return;
  try {
    process.dlopen({ exports: {} }, library, os.constants.dlopen.RTLD_NOW | os.constants.dlopen.RTLD_GLOBAL | keep);
  } catch (error) {
    if (!String(error).includes('self-register')) throw error;
  }
}

/**
 * While anything is awaited, Dawn's Node module asks again and again with the global setImmediate whether it is done. On
 * SwiftShader that takes one of the cores that compute: a training step on two cores took 1.7 times as long. Its
 * callbacks are native functions without a name; they rest a millisecond between two questions.
 */
function pollWithRests(): void {
  const atOnce = globalThis.setImmediate;
  const isDawn = (callback: () => void): boolean => callback.name === '' && String(callback).includes('[native code]');
  function rested(callback: () => void, ...values: []): NodeJS.Immediate | NodeJS.Timeout {
    return isDawn(callback) ? setTimeout(callback, 1) : atOnce(callback, ...values);
  }
  Object.assign(globalThis, { setImmediate: Object.assign(rested, atOnce) });
}
