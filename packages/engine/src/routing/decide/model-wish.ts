import type { Dial, Task } from "@ai-orchestrator/contract";

/** What `--model` (or the wire's `model`) asks for. */
export interface ModelWish {
  /** A model by name; undefined means automatic. */
  readonly pinned: string | undefined;
  readonly dial: Dial | undefined;
  readonly localOnly: boolean;
  readonly task: Task | undefined;
}

const AUTOMATIC: ModelWish = { pinned: undefined, dial: undefined, localOnly: false, task: undefined };

const AUTO_NAMES: Readonly<Record<string, ModelWish>> = {
  auto: AUTOMATIC,
  "auto:cheap": { ...AUTOMATIC, dial: "economy" },
  "auto:economy": { ...AUTOMATIC, dial: "economy" },
  "auto:balanced": { ...AUTOMATIC, dial: "balanced" },
  "auto:best": { ...AUTOMATIC, dial: "best" },
  "auto:local": { ...AUTOMATIC, localOnly: true },
  "auto:code": { ...AUTOMATIC, task: "code" },
};

/** Names that leave the choice to the router, for lists and completion. */
export const AUTO_MODEL_NAMES: readonly string[] = ["auto", "auto:cheap", "auto:best", "auto:local", "auto:code"];

/** Reads a model name: nothing and `auto…` are automatic, anything else is pinned. Never throws; unknown names fail when resolved. */
export function parseModelName(name: string | undefined): ModelWish {
  if (name === undefined || name.trim() === "") return AUTOMATIC;
  const auto = AUTO_NAMES[name.trim().toLowerCase()];
  return auto ?? { ...AUTOMATIC, pinned: name.trim() };
}
