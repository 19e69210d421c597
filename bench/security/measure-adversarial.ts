// Prints the worst times of answers, prompts and redaction over 500,000 characters made to be slow: every rule's anchor
// repeated, samples of secrets cut short and repeated, 200 pairs of anchors in turn, and the worst texts known of prompts;
// answers without a system prompt and with one of 20,000 characters, which some of the texts copy almost.
// Usage: node bench/security/measure-adversarial.ts [--length 500000] [--worst 10] [--only answer|prompt|redaction]
import { parseArgs } from "node:util";
import { createRedactor, readSystem, scan } from "../../packages/security/src/index.ts";
import { SECRET_KINDS } from "../../packages/security/src/redaction/find-secrets.ts";
import { NAMED_SAMPLES, type Random, SECRET_SAMPLES } from "../../packages/security/src/redaction/secret-samples.ts";
import { SYSTEM_CASES, systemOf } from "./adversarial-systems.ts";
import { WORST_CASES } from "./measure-times.ts";
import { printTable } from "./print-table.ts";

const PAIRS = 200;
const SYSTEM_LENGTH = 20_000;
// A first number also holds the machine's other work: what takes so long is measured again at once, and so many of the
// slowest once more, best of three.
const SUSPECT_MS = 20;
const AGAIN = 40;

const { values } = parseArgs({
  options: {
    length: { type: "string", default: "500000" },
    worst: { type: "string", default: "10" },
    only: { type: "string" },
  },
});
const length = Number(values.length);

function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}

/** A text of which no two parts are the same. */
const each = (make: () => string): string => {
  const parts: string[] = [];
  for (let size = 0; size < length; size += parts.at(-1)?.length ?? 1) parts.push(`${make()}\n`);
  return parts.join("").slice(0, length);
};
const fill = (unit: string): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/** Texts by name; made when they are measured. */
function cases(): Map<string, () => string> {
  const random = seeded(3);
  const anchors = [...new Set(SECRET_KINDS.flatMap((kind) => kind.anchors))];
  const pick = (): string => anchors[Math.floor(random() * anchors.length)] ?? "";
  const made = new Map<string, () => string>();
  let nth = 0;
  const add = (name: string, unit: string): unknown => made.set(name, () => fill(unit));
  for (const anchor of anchors) {
    add(`anchor ${anchor}`, anchor);
    add(`anchor and blank ${anchor}`, `${anchor} `);
  }
  for (let i = 0; i < PAIRS; i++) {
    const [first, second] = [pick(), pick()];
    add(`pair ${first} ${second}`, first + second);
  }
  for (const [name, make] of Object.entries(SECRET_SAMPLES)) {
    const secret = make(random);
    add(`secret ${name}`, `${secret} `);
    made.set(`secrets ${name}`, () => each(() => make(seeded((nth += 1)))));
    add(`secret cut short ${name}`, `${secret.slice(0, -1)} `);
    add(`secret cut short, no blank ${name}`, secret.slice(0, -1));
  }
  for (const [name, make] of Object.entries(NAMED_SAMPLES)) {
    add(`named ${name}`, `${make(random).text}\n`);
    made.set(`each named ${name}`, () => each(() => make(seeded((nth += 1))).text));
    made.set(`each named, sample ${name}`, () =>
      each(() => {
        const { text, secret } = make(seeded((nth += 1)));
        return text.replace(secret, () => `${secret}example`);
      }),
    );
  }
  for (const [name, make] of Object.entries(WORST_CASES)) made.set(name, () => make(length));
  return made;
}

function milliseconds(task: () => void): number {
  const start = performance.now();
  task();
  return performance.now() - start;
}

interface Run {
  readonly name: string;
  readonly task: () => () => void;
}

function runs(): Run[] {
  const made = [...cases()];
  const redactor = createRedactor();
  const system = systemOf(SYSTEM_LENGTH);
  const systemWords = readSystem(system);
  const scanned = (name: string, make: () => string, input: object): Run => ({
    name,
    task: () => {
      const text = make();
      return () => scan({ text, ...input });
    },
  });
  const isWanted = (sort: string): boolean => values.only === undefined || values.only === sort;
  return [
    ...(isWanted("answer")
      ? [
          ...made.map(([name, make]) => scanned(`answer: ${name}`, make, { kind: "response" })),
          ...[...made, ...SYSTEM_CASES(length)].map(([name, make]) =>
            scanned(`answer, system: ${name}`, make, { kind: "response", system, systemWords }),
          ),
          ...SYSTEM_CASES(length).map(([name, make]) =>
            scanned(`answer, system unread: ${name}`, make, { kind: "response", system }),
          ),
        ]
      : []),
    ...(isWanted("prompt") ? made.map(([name, make]) => scanned(`prompt: ${name}`, make, { system })) : []),
    ...(isWanted("redaction")
      ? made.map(([name, make]): Run => ({
          name: `redaction: ${name}`,
          task: () => {
            const text = make();
            return () => redactor.find(text);
          },
        }))
      : []),
  ];
}

const all = runs();
for (const { task } of all.slice(0, 60)) task()();
const first = all
  .map((run) => {
    const task = run.task();
    const ms = milliseconds(task);
    return { run, ms: ms < SUSPECT_MS ? ms : Math.min(ms, milliseconds(task)) };
  })
  .sort((a, b) => b.ms - a.ms);
const again = first
  .slice(0, AGAIN)
  .map(({ run }) => {
    const task = run.task();
    return { run, ms: Math.min(...[1, 2, 3].map(() => milliseconds(task))) };
  })
  .sort((a, b) => b.ms - a.ms);
printTable(
  `${all.length} texts of ${length} characters: the worst, best of three`,
  ["text", "ms"],
  again.slice(0, Number(values.worst)).map(({ run, ms }) => [run.name, ms.toFixed(1)]),
);
