/** Sparse design matrix without labels. */
export interface SparseMatrix {
  readonly starts: Int32Array;
  readonly ids: Int32Array;
  readonly values: Float32Array;
}

/**
 * Ridge regression by conjugate gradients on the normal equations, columns scaled by `scales` (inverse document
 * frequency). Deterministic. Returns the weights for the unscaled features.
 */
export function fitRidge(
  matrix: SparseMatrix,
  targets: Float64Array,
  options: {
    readonly columns: number;
    readonly lambda: number;
    readonly scales: Float64Array;
    readonly iterations: number;
  },
): Float64Array {
  const { columns, lambda, scales, iterations } = options;
  const rows = targets.length;
  const apply = (w: Float64Array): Float64Array => {
    const out = new Float64Array(rows);
    for (let r = 0; r < rows; r++) {
      let sum = 0;
      for (let f = matrix.starts[r]!; f < matrix.starts[r + 1]!; f++) {
        const id = matrix.ids[f]!;
        sum += w[id]! * scales[id]! * matrix.values[f]!;
      }
      out[r] = sum;
    }
    return out;
  };
  const transpose = (v: Float64Array): Float64Array => {
    const out = new Float64Array(columns);
    for (let r = 0; r < rows; r++) {
      for (let f = matrix.starts[r]!; f < matrix.starts[r + 1]!; f++) {
        const id = matrix.ids[f]!;
        out[id]! += v[r]! * scales[id]! * matrix.values[f]!;
      }
    }
    return out;
  };
  const w = new Float64Array(columns);
  const residual = transpose(targets);
  const direction = residual.slice();
  let norm = dot(residual, residual);
  for (let step = 0; step < iterations && norm > 1e-12; step++) {
    const image = transpose(apply(direction));
    for (let k = 0; k < columns; k++) image[k]! += lambda * direction[k]!;
    const alpha = norm / dot(direction, image);
    for (let k = 0; k < columns; k++) {
      w[k]! += alpha * direction[k]!;
      residual[k]! -= alpha * image[k]!;
    }
    const next = dot(residual, residual);
    for (let k = 0; k < columns; k++) direction[k] = residual[k]! + (next / norm) * direction[k]!;
    norm = next;
  }
  return w.map((weight, k) => weight * scales[k]!);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Scores of every row under weights. */
export function scoreMatrix(matrix: SparseMatrix, weights: Float64Array): Float64Array {
  const rows = matrix.starts.length - 1;
  const out = new Float64Array(rows);
  for (let r = 0; r < rows; r++) {
    for (let f = matrix.starts[r]!; f < matrix.starts[r + 1]!; f++)
      out[r]! += weights[matrix.ids[f]!]! * matrix.values[f]!;
  }
  return out;
}
