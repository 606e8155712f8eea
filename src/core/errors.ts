/**
 * One class per reaction of the caller. comlink keeps only `name`, `message` and `stack`, so the message carries every
 * fact: where, what is wrong with which value, what was expected, what to do.
 */

/** Tensors that do not fit; a programming error, thrown while the graph is built. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

/** A file that cannot be read as interactions; the user chooses another file or corrects it. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
}

/** A recipe, option or command outside its range; the user corrects it. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** No WebGPU, no adapter, a limit too small, a pipeline that does not compile; the page says what to do. */
export class DeviceError extends Error {
  override readonly name = 'DeviceError';
}

/** There is no GPU to be had here, now or later; what can do without computes on the processor. */
export class NoGpuError extends DeviceError {}

/** The device was lost in the middle of work; the caller recovers from the last checkpoint. */
export class DeviceLostError extends Error {
  override readonly name = 'DeviceLostError';
}

/** A snapshot, checkpoint or link that is damaged, foreign or from another version; nothing of it is used. */
export class SnapshotError extends Error {
  override readonly name = 'SnapshotError';
}

/** The user stopped the work. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
}
