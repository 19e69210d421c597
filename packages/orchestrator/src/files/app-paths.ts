import { homedir } from "node:os";
import path from "node:path";

/** Where everything of one user lives. */
export interface AppPaths {
  readonly home: string;
  readonly config: string;
  readonly vault: string;
  readonly history: string;
  readonly audit: string;
  readonly runtime: string;
  readonly catalogue: string;
  readonly learned: string;
  readonly keys: string;
}

/** `~/.ai_orchestrator`, or the folder named by `AI_ORCHESTRATOR_HOME`. */
export function appPaths(env: Readonly<Record<string, string | undefined>>): AppPaths {
  const override = env["AI_ORCHESTRATOR_HOME"];
  const home = override ? path.resolve(override) : path.join(homedir(), ".ai_orchestrator");
  return {
    home,
    config: path.join(home, "config.json"),
    vault: path.join(home, "vault.json"),
    history: path.join(home, "history.db"),
    audit: path.join(home, "audit"),
    runtime: path.join(home, "runtime"),
    catalogue: path.join(home, "catalogue.json"),
    learned: path.join(home, "learned.json"),
    keys: path.join(home, "keys.json"),
  };
}
