import { accessSync, constants, existsSync, statSync } from "node:fs";
import { toOrchestratorError, type ProviderStatus } from "@ai-orchestrator/contract";
import type { LocalOrchestrator } from "ai-orchestrator";
import type { CliContext } from "../cli-context.ts";
import { EXIT } from "../exit-code.ts";
import type { GlobalOptions } from "../global-options.ts";
import { wrapText } from "../terminal/wrap-text.ts";
import { VERSION } from "../version.ts";
import { isStoreFine } from "./is-store-fine.ts";

/** One thing looked at. */
interface Finding {
  readonly area: string;
  readonly state: "ok" | "warning" | "problem";
  readonly text: string;
  readonly fix?: string;
}

/** `aio doctor`: looks at Node, files, config, keys, providers, catalogue, history; says what is wrong and how to fix it. Exits 1 if something is. */
export async function doctor(options: GlobalOptions, context: CliContext): Promise<number> {
  const findings = await examine(options, context);
  const problems = findings.filter((finding) => finding.state === "problem").length;
  if (options.json) {
    context.stdout.write(`${JSON.stringify({ version: VERSION, ok: problems === 0, findings })}\n`);
  } else {
    const { out, stdout } = context;
    const write = (line: string): void => void stdout.write(`${wrapText(line, stdout.columns, 9).join("\n")}\n`);
    const mark = { ok: out.green("ok     "), warning: out.yellow("warning"), problem: out.red("problem") };
    for (const finding of findings) {
      write(`${mark[finding.state]}  ${finding.area}: ${finding.text}`);
      if (finding.fix !== undefined && finding.state !== "ok") write(out.dim(`         fix: ${finding.fix}`));
    }
  }
  return problems === 0 ? EXIT.ok : EXIT.internal;
}

async function examine(options: GlobalOptions, context: CliContext): Promise<readonly Finding[]> {
  const findings: Finding[] = [
    {
      area: "version",
      state: "ok",
      text: `aio ${VERSION}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    },
  ];
  let orchestrator: LocalOrchestrator;
  try {
    orchestrator = await context.open(options);
  } catch (thrown) {
    const error = toOrchestratorError(thrown);
    return [
      ...findings,
      {
        area: "config",
        state: "problem",
        text: error.message,
        ...(error.suggestion === undefined ? {} : { fix: error.suggestion }),
      },
    ];
  }
  findings.push(...files(orchestrator));
  for (const look of [stores, providers, catalogue, history, audit]) {
    try {
      findings.push(...(await look(orchestrator)));
    } catch (thrown) {
      const error = toOrchestratorError(thrown);
      findings.push({
        area: look.name,
        state: "problem",
        text: error.message,
        ...(error.suggestion === undefined ? {} : { fix: error.suggestion }),
      });
    }
  }
  return findings;
}

function files({ paths, loaded }: LocalOrchestrator): readonly Finding[] {
  const config: Finding = {
    area: "config",
    state: "ok",
    text: loaded.exists ? paths.config : `${paths.config} (not there; defaults are used)`,
  };
  if (!existsSync(paths.home))
    return [config, { area: "folder", state: "ok", text: `${paths.home} (made when first needed)` }];
  const mode = statSync(paths.home).mode & 0o777;
  const loose = process.platform !== "win32" && (mode & 0o077) !== 0;
  try {
    accessSync(paths.home, constants.R_OK | constants.W_OK);
  } catch {
    return [
      config,
      {
        area: "folder",
        state: "problem",
        text: `${paths.home} cannot be written`,
        fix: `Make it yours: sudo chown -R "$USER" ${paths.home}`,
      },
    ];
  }
  return [
    config,
    loose
      ? {
          area: "folder",
          state: "warning",
          text: `${paths.home} can be read by others (mode ${mode.toString(8)})`,
          fix: `chmod 700 ${paths.home}`,
        }
      : { area: "folder", state: "ok", text: paths.home },
  ];
}

async function stores(orchestrator: LocalOrchestrator): Promise<readonly Finding[]> {
  const all = await orchestrator.credentials.stores();
  return all.map((store) => {
    const isFine = isStoreFine(store, all);
    return {
      area: `store ${store.source}`,
      state: isFine ? ("ok" as const) : ("warning" as const),
      text: store.reason === undefined ? store.state : `${store.state}: ${store.reason}`,
      ...(store.suggestion === undefined || isFine ? {} : { fix: store.suggestion }),
    };
  });
}

async function providers(orchestrator: LocalOrchestrator): Promise<readonly Finding[]> {
  const all = await orchestrator.providers();
  const usable = all.filter((provider) => provider.usable);
  const rows: Finding[] = all.map((provider) => ({
    area: provider.name,
    state: "ok",
    text: provider.usable
      ? `usable, ${keySource(provider)}, ${provider.baseUrl}`
      : `not set up: ${provider.reason ?? "no credential"}`,
  }));
  if (usable.length > 0) return rows;
  return [
    ...rows,
    {
      area: "providers",
      state: "problem",
      text: "no provider can be used",
      fix: "aio credentials set openai, or start Ollama, or try aio --demo",
    },
  ];
}

function keySource({ source, sourceDetail }: ProviderStatus): string {
  if (source === "not-needed") return "no key needed";
  return `key from ${source}${sourceDetail === undefined ? "" : ` (${sourceDetail})`}`;
}

async function catalogue(orchestrator: LocalOrchestrator): Promise<readonly Finding[]> {
  const models = await orchestrator.models();
  const newest =
    models
      .map((model) => model.asOf)
      .sort()
      .at(-1) ?? "";
  const days = Math.floor((Date.now() - Date.parse(newest)) / 86_400_000);
  const today = new Date().toISOString().slice(0, 10);
  const current = models.filter(({ retired }) => retired === undefined || retired > today);
  const text = `${current.length} models and ${models.length - current.length} retired ones, facts as of ${newest}`;
  return [
    days > 90
      ? { area: "catalogue", state: "warning", text: `${text} (${days} days old)`, fix: "aio models refresh" }
      : { area: "catalogue", state: "ok", text },
  ];
}

async function history(orchestrator: LocalOrchestrator): Promise<readonly Finding[]> {
  const { ok, problems } = await orchestrator.history.verify();
  return [
    {
      area: "history",
      state: ok ? "ok" : "problem",
      text: ok ? "sound" : problems.join("; "),
      fix: "aio history recover",
    },
  ];
}

async function audit(orchestrator: LocalOrchestrator): Promise<readonly Finding[]> {
  const { ok, records, problem } = await orchestrator.audit.verify();
  return [
    {
      area: "audit",
      state: ok ? "ok" : "problem",
      text: ok ? `${records} records, chain intact` : (problem ?? "broken"),
      fix: "aio audit verify shows the first bad record; keep the file as evidence",
    },
  ];
}
