/** Sparse features of one prompt: which, how strong, and the words they came from. */
export interface Features {
  count: number;
  readonly ids: Int32Array;
  readonly values: Float32Array;
  /** First token a feature came from, or -1 for a property of the whole prompt. */
  readonly firstToken: Int32Array;
  /** One past the last token. */
  readonly endToken: Int32Array;
}

const MAXIMUM_FEATURES = 2048;

/** Buffers for the features of one prompt. */
export function createFeatures(): Features {
  return {
    count: 0,
    ids: new Int32Array(MAXIMUM_FEATURES),
    values: new Float32Array(MAXIMUM_FEATURES),
    firstToken: new Int32Array(MAXIMUM_FEATURES),
    endToken: new Int32Array(MAXIMUM_FEATURES),
  };
}

/** Appends one feature; silently full at 2,048, which a clipped prompt cannot reach with features of its instruction. */
export function addFeature(features: Features, id: number, value: number, tokens: readonly [number, number]): void {
  const n = features.count;
  if (n >= MAXIMUM_FEATURES) return;
  features.ids[n] = id;
  features.values[n] = value;
  features.firstToken[n] = tokens[0];
  features.endToken[n] = tokens[1];
  features.count = n + 1;
}

/** The tokens of a feature that belongs to the prompt as a whole. */
export const WHOLE_PROMPT: readonly [number, number] = [-1, -1];
