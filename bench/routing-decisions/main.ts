/**
 * How routing decides, measured: time on top of classification, share of each model at each setting of the dial, and
 * what a thousand thumbs are worth.
 *
 *   node bench/routing-decisions/main.ts [--data ../shared/data]
 */
import { parseArgs } from "node:util";
import { measureLearning } from "./measure-learning.ts";
import { measureShares } from "./measure-shares.ts";
import { measureTime } from "./measure-time.ts";
import { readPrompts } from "./read-prompts.ts";

const { values } = parseArgs({ options: { data: { type: "string", default: "../shared/data" } } });
const prompts = readPrompts(values.data);

console.log(`${prompts.length} prompts\n`);
for (const line of [...measureTime(prompts), "", ...measureShares(prompts), "", ...measureLearning()])
  console.log(line);
