import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { choice, dateText, wholeNumberBetween } from "../commands/ask-options.ts";
import type { AuditOptions } from "../commands/audit.ts";
import type { SecurityOptions } from "../commands/security.ts";
import { action, type SetExit } from "../program.ts";
import { registerCredentials } from "./credentials.ts";

/** credentials, audit, security. */
export function registerAccountCommands(program: Command, context: CliContext, setExit: SetExit): void {
  registerCredentials(
    program
      .command("credentials")
      .description("keys of the providers: where they are, set, test, remove")
      .summary("set, test and remove provider keys"),
    context,
    setExit,
  );
  registerAudit(
    program.command("audit").description("the tamper-evident record of every call").summary("the record of every call"),
    context,
    setExit,
  );
  registerSecurity(
    program
      .command("security")
      .description("the analyzer: alerts, scan a text, hide secrets in a text")
      .summary("alerts, scan, redact"),
    context,
    setExit,
  );
}

function registerAudit(audit: Command, context: CliContext, setExit: SetExit): void {
  const load = () => import("../commands/audit.ts");
  action<AuditOptions>(
    audit
      .command("list", { isDefault: true })
      .description("the newest records")
      .option("-n, --limit <n>", "how many", wholeNumberBetween(1, 1_000_000))
      .option("--from <date>", "since", dateText)
      .option("--until <date>", "before", dateText),
    setExit,
    async (_args, options) => (await load()).listAudit({ options, context }),
  );
  action<AuditOptions>(
    audit
      .command("verify")
      .description("check the chain; names the first bad record and every checkpoint that disagrees")
      .option("--accept", "let the log count as it is where only the keychain disagrees (after a restore)")
      .option("--force", "without asking"),
    setExit,
    async (_args, options) => (await load()).verifyAudit({ options, context }),
  );
  action<AuditOptions>(
    audit
      .command("export")
      .description("everything as CSV or JSON")
      .addOption(choice("--format <format>", "how", ["csv", "json"]).default("csv")),
    setExit,
    async (_args, options) => (await load()).exportAudit({ options, context }),
  );
  action<AuditOptions>(
    audit.command("stats").description("counts by model, provider and outcome"),
    setExit,
    async (_args, options) => (await load()).auditStats({ options, context }),
  );
}

function registerSecurity(security: Command, context: CliContext, setExit: SetExit): void {
  const load = () => import("../commands/security.ts");
  action<SecurityOptions>(
    security
      .command("alerts", { isDefault: true })
      .description("what the analyzer found, newest first")
      .addOption(choice("--severity <severity>", "at least", ["low", "medium", "high", "critical"]))
      .option("-n, --limit <n>", "how many", wholeNumberBetween(1, 100_000)),
    setExit,
    async (_args, options) => (await load()).listAlerts({ options, context }),
  );
  action<SecurityOptions>(
    security
      .command("scan")
      .argument("[text...]")
      .description("score a text for injection, jailbreak, leakage")
      .option("--jsonl", 'read {"text","system"?,"kind"?} lines')
      .addOption(choice("--kind <kind>", "what the text is", ["prompt", "document", "search_result", "response"])),
    setExit,
    async (words, options) => (await load()).scanText(words, { options, context }),
  );
  action<SecurityOptions>(
    security
      .command("redact")
      .argument("[text...]")
      .description("hide secrets in a text")
      .option("--jsonl", 'read {"text"} lines'),
    setExit,
    async (words, options) => (await load()).redactText(words, { options, context }),
  );
}
