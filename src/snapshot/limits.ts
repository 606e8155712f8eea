/** Every limit of the snapshot container, in one place. A file beyond one of them is refused before it costs anything. */

/**
 * Parameters of a model as f32. Training holds them four times on the device and four times in memory while a checkpoint is
 * made, the file and its proof beside: about 3 GiB for this many, which is what a page can have on a laptop of 8 or 16 GiB.
 */
export const MAX_MODEL_BYTES = 256 * 1024 * 1024;
/** Of progress or a summary as JSON in a tensor. */
export const MAX_JSON_BYTES = 8 * 1024 * 1024;
/**
 * A checkpoint holds the parameters four times (weights, two moments, best weights). It stays below 2 GiB, beyond which Node
 * reads no file in one piece and browsers differ.
 */
export const MAX_FILE_BYTES = 4 * MAX_MODEL_BYTES + 2 * MAX_JSON_BYTES;
/** Of the padded header, without the 8 bytes of its length. */
export const MAX_HEADER_BYTES = 1024 * 1024;
/** Of the manifest as UTF-8. */
export const MAX_MANIFEST_BYTES = 64 * 1024;
/** Arrays and objects inside one another in a manifest. */
export const MAX_JSON_DEPTH = 32;
/** Scores a manifest may state: both stages, both ways to store weights. */
export const MAX_SCORES = 4;
export const MAX_TENSORS = 512;
export const MAX_RANK = 4;
/** WebGPU's default `maxStorageBufferBindingSize`; a larger tensor lies in pieces. */
export const MAX_TENSOR_BYTES = 128 * 1024 * 1024;
export const MAX_ITEMS = 2_000_000;
/** Lengths of text count code points, as people count characters. */
export const MAX_TITLE_LENGTH = 256;
/** Columns of terms of text, numbers of an item's vector, and tensors that a tokenizer fits: what codes a new title has at most 8 MiB and a codebook for each slot. */
export const MAX_TERM_COLUMNS = 2 ** 15;
export const MAX_CODER_WIDTH = 128;
export const MAX_CODER_TENSORS = 64;
/** Bytes of what codes new titles that a link carries; a larger one stays out of it. */
export const MAX_LINKED_CODER_BYTES = 64 * 1024;
/** As many as a field of an import has bytes: whatever was imported can be saved. */
export const MAX_ID_LENGTH = 64 * 1024;
export const MAX_DATASET_NAME_LENGTH = 120;
/** Names inside a manifest: optimizer, adapter, version, metric, variant. */
export const MAX_TEXT_LENGTH = 200;
/** Words of a setting that is a list of them. */
export const MAX_WORDS = 64;
/** Largest |x| of a model's parameter. Trained weights stay below 10²; beyond 10⁶ an f32 forward pass overflows. */
export const MAX_PARAMETER = 1e6;

/** Characters of a link from its `#` on: Firefox opens 1,048,576 in all, Chromium twice that. */
export const MAX_LINK_LENGTH = 1_000_000;
/** Characters of a recipe in a link; those Nextup makes stay below 500. */
export const MAX_RECIPE_LENGTH = 4_000;
/** Bytes of a model file inside a link, unpacked: a link at its longest, were it packed to a sixth. */
export const MAX_LINKED_FILE_BYTES = 4 * 1024 * 1024;
