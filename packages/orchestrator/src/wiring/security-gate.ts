import {
  OrchestratorError,
  type Alert,
  type AlertSource,
  type Config,
  type Randomness,
  type SecurityGate,
  type SeverityActions,
} from "@ai-orchestrator/contract";
import type {
  createTemporalWatch,
  Finding,
  readSystem,
  Redactor,
  scan,
  ScanInput,
  ScanResult,
  Severity,
} from "@ai-orchestrator/security";
import { checkInput } from "@ai-orchestrator/security/input";

/** The analyzer, loaded before the first turn and not for a decision alone. */
export interface SecurityTools {
  readonly scan: typeof scan;
  readonly readSystem: typeof readSystem;
  readonly createTemporalWatch: typeof createTemporalWatch;
}

/** Only what a decision needs: limits on what goes in. Nothing is analyzed, because nothing is sent. */
export function createInputGate(config: () => Config): SecurityGate {
  return {
    checkInput: (text) => checkText(text, config()),
    analyze: () => [],
    reads: () => "never",
    redact: (text) => text,
  };
}

function checkText(text: string, config: Config): string {
  const max = config.security?.maxPromptLength;
  return checkInput(text, max === undefined ? {} : { maxPromptLength: max }).text;
}

/** What the gate is built from. */
export interface SecurityGateOptions {
  readonly tools: SecurityTools;
  readonly config: () => Config;
  readonly redactor: Redactor;
  readonly secrets: () => readonly string[];
  readonly now: () => number;
  readonly monotonic: () => number;
  readonly randomness: Randomness;
}

/** The engine's view of packages/security, with the config's actions applied. */
export function createSecurityGate(options: SecurityGateOptions): SecurityGate {
  const watch = options.tools.createTemporalWatch({ now: options.monotonic });
  const secrets = remembered(options);
  return {
    checkInput: (text) => checkText(text, options.config()),
    analyze: ({ text, source, system, turnId, requestId = turnId, caller, isSent = true }) => {
      const { analyzer, canaries } = options.config().security ?? {};
      if (analyzer?.enabled === false) return [];
      if (source === "traffic") return NO_ALERTS;
      const { scan, readSystem } = options.tools;
      const prompt: ScanInput = system === undefined ? { text, kind: source } : { text, kind: source, system };
      const result =
        source === "response"
          ? scan({
              ...prompt,
              secrets: secrets(),
              canaries: canaries ?? [],
              ...(system === undefined ? {} : { systemWords: readSystem(system) }),
            })
          : scan(prompt);
      const actions = analyzer?.actions?.[source];
      const found = toAlerts(result, { source, actions, turnId, options });
      const pace = source === "prompt" && isSent ? watch.record(requestId, caller) : [];
      if (pace.length === 0) return found;
      return [
        ...found,
        ...pace.map((finding) =>
          toAlert([finding], {
            source: "traffic",
            severity: finding.severity,
            score: 0,
            turnId,
            action: "log",
            options,
          }),
        ),
      ];
    },
    reads: (source) => {
      const { analyzer } = options.config().security ?? {};
      if (analyzer?.enabled === false) return "never";
      const actions = source === "traffic" ? undefined : analyzer?.actions?.[source];
      // `warn` shows what was found and changes nothing else.
      return actions !== undefined && Object.values(actions).includes("block") ? "before" : "afterwards";
    },
    redact: (text) => options.redactor.redact(text).text,
  };
}

const NO_ALERTS: readonly Alert[] = [];

/** Longest time a new credential is not looked for in answers, ms: gathering them all costs as much as looking through a short answer. */
const SECRETS_FOR_MS = 1_000;

function remembered({ secrets, monotonic }: SecurityGateOptions): () => readonly string[] {
  let known: readonly string[] = [];
  let until = -Infinity;
  return () => {
    const now = monotonic();
    if (now < until) return known;
    until = now + SECRETS_FOR_MS;
    return (known = secrets());
  };
}

interface AlertParts {
  readonly source: AlertSource;
  readonly turnId: string | undefined;
  readonly options: SecurityGateOptions;
}

/** One alert a rule. What happens follows from the severity of the whole text: the score decides, findings explain. */
function toAlerts(
  result: ScanResult,
  parts: AlertParts & { readonly actions: SeverityActions | undefined },
): readonly Alert[] {
  if (result.severity === "none") return NO_ALERTS;
  const action = parts.actions?.[result.severity] ?? "log";
  const byRule = Map.groupBy(result.findings, (finding) => finding.rule);
  return [...byRule.values()].map((findings) =>
    toAlert(findings, { ...parts, severity: result.severity, score: result.score, action }),
  );
}

function toAlert(
  findings: readonly Finding[],
  parts: AlertParts & { readonly severity: Severity; readonly score: number; readonly action: Alert["action"] },
): Alert {
  const [first] = findings;
  if (first === undefined) throw new OrchestratorError("internal", "An alert needs a finding.");
  const severity = first.severity === "none" ? parts.severity : first.severity;
  return {
    id: parts.options.randomness.id(),
    at: new Date(parts.options.now()).toISOString(),
    severity: severity === "none" ? "low" : severity,
    category: first.category,
    rule: first.rule,
    source: parts.source,
    reason: first.reason,
    spans: findings.map((finding) => [finding.start, finding.end] as const),
    score: parts.score,
    action: parts.action,
    ...(parts.turnId === undefined ? {} : { turnId: parts.turnId }),
  };
}
