import { existsSync } from "node:fs";
import type { Budget } from "@ai-orchestrator/contract";
import { openVirtualKeys, type VirtualKeys } from "../serve/virtual-keys.ts";
import type { Foundation } from "./foundation.ts";

/** The budgets of a virtual key, read when its first turn asks. */
export function readKeyBudgets({ paths }: Foundation): (keyId: string) => readonly Budget[] {
  let keys: VirtualKeys | undefined;
  return (keyId) => {
    if (keys === undefined && !existsSync(paths.keys)) return [];
    keys ??= openVirtualKeys({ file: paths.keys, home: paths.home });
    const key = keys.list().find(({ id }) => id === keyId);
    return (key?.budgets ?? []).map((budget) => ({ ...budget, scope: keyId, name: key?.name ?? keyId }));
  };
}
