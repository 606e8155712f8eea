import type { OnnxForm } from '../kernel/onnx_form.ts';

const modules = import.meta.glob<Readonly<Record<string, unknown>>>('../../shaders/*/*.onnx.ts', { eager: true });

const isForm = (value: unknown): value is OnnxForm =>
  typeof value === 'object' && value !== null && 'write' in value && 'kernel' in value;

/** The ONNX form of every kernel that has one, by the kernel's name. Each is found by its file. */
export const onnxForms: ReadonlyMap<string, OnnxForm> = new Map(
  Object.values(modules)
    .flatMap((module) => Object.values(module))
    .flat()
    .filter(isForm)
    .map((form) => [form.name, form]),
);
