import type { SecurityGate } from "@ai-orchestrator/contract";
import { createTemporalWatch, readSystem, scan, type Redactor } from "@ai-orchestrator/security";
import type { Foundation } from "./foundation.ts";
import { realClock, realRandomness } from "./real-world.ts";
import { rememberScans } from "./remember-scans.ts";
import { rememberSystems } from "./remember-systems.ts";
import { secretRedactor } from "./secret-redactor.ts";
import { createSecurityGate } from "./security-gate.ts";

/** The security package, opened. */
export interface SecurityRoom {
  readonly gate: SecurityGate;
  /** Hides live credential values and known kinds of secrets. */
  readonly redactor: Redactor;
  readonly scan: typeof scan;
}

/** The gate for turns and the redactor, over this machine's credentials. */
export function openSecurity({ secrets, config }: Foundation): SecurityRoom {
  const redactor = secretRedactor(secrets);
  const gate = createSecurityGate({
    tools: { scan: rememberScans(scan), readSystem: rememberSystems(readSystem), createTemporalWatch },
    config,
    redactor,
    secrets,
    now: realClock.now,
    monotonic: realClock.monotonic,
    randomness: realRandomness,
  });
  return { gate, redactor, scan };
}
