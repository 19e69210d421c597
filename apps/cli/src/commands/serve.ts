import path from "node:path";
import { OrchestratorError } from "@ai-orchestrator/contract";
import { appPaths, ensureHome } from "ai-orchestrator/files";
import type { ServerFile } from "ai-orchestrator/serve";
import type * as ServeModuleNames from "ai-orchestrator/serve";
import type { CliContext } from "../cli-context.ts";
import { EXIT } from "../exit-code.ts";
import type { GlobalOptions } from "../global-options.ts";
import { VERSION } from "../version.ts";

type ServeModule = Pick<typeof ServeModuleNames, "systemdUnit" | "launchdAgent">;

/** Options of `aio serve`. */
export interface ServeCommandOptions extends GlobalOptions {
  readonly port?: number;
  readonly host?: string;
  readonly insecureBind?: boolean;
  readonly hostName?: readonly string[];
  readonly daemon?: boolean;
  readonly status?: boolean;
  readonly stop?: boolean;
  readonly unit?: string;
  readonly showToken?: boolean;
  readonly loginCode?: boolean;
}

/** Running requests may take this long after SIGTERM or --stop, ms. */
const DRAIN_MS = 30_000;

/** `aio serve`: one local endpoint for every AI program, until Ctrl-C. */
export async function serveCommand(options: ServeCommandOptions, context: CliContext): Promise<number> {
  const serving = await import("ai-orchestrator/serve");
  if (options.unit !== undefined) return printUnit(options.unit, serving, context);
  const orchestrator = await context.open({ ...options, jsonLogs: true });
  const { runtime } = orchestrator.paths;
  if (options.stop) {
    const stopped = await serving.stopDaemon(runtime);
    context.stderr.write(stopped ? "stopped\n" : "no server was running\n");
    return EXIT.ok;
  }
  if (options.loginCode) {
    context.stdout.write(`${await serving.askLoginCode(runtime)}\n`);
    return EXIT.ok;
  }
  if (options.status) {
    const stopping = serving.stoppingServer(runtime);
    if (stopping !== undefined) return stoppingStatus(stopping, options, context);
    return status(await running(serving, runtime), options, context);
  }
  if (options.showToken && !options.daemon) {
    if (serving.stoppingServer(runtime) !== undefined) throw noToken("The server is stopping");
    return showToken(await running(serving, runtime), options, context);
  }
  if (options.daemon) {
    const server = await serving.startDaemon({ runtime, env: context.env, command: foregroundCommand(options) });
    announce({ url: server.publicUrl ?? server.url, token: server.token }, options, context);
    return EXIT.ok;
  }
  const server = await serving.serve({
    orchestrator,
    version: VERSION,
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.host === undefined ? {} : { host: options.host }),
    ...(options.insecureBind ? { insecureBind: true } : {}),
    ...(options.hostName === undefined ? {} : { hostNames: options.hostName }),
  });
  announce({ url: server.url, token: server.token }, options, context);
  const interrupted = new Promise<void>((resolve) =>
    context.signal.addEventListener("abort", () => resolve(), { once: true }),
  );
  await Promise.race([interrupted, server.stopAsked]);
  if (!options.quiet) context.stderr.write("stopping; running requests may end (Ctrl-C again to leave at once)\n");
  await server.stop(DRAIN_MS);
  return EXIT.ok;
}

/** The server that answers, if one does: what a crash left behind is none. */
async function running(
  { readServerFile, answers }: Pick<typeof ServeModuleNames, "readServerFile" | "answers">,
  runtime: string,
): Promise<ServerFile | undefined> {
  const server = readServerFile(runtime);
  return server !== undefined && (await answers(server)) ? server : undefined;
}

function foregroundCommand(options: ServeCommandOptions): readonly string[] {
  const main = process.argv[1] ?? "";
  return [
    process.execPath,
    main,
    "serve",
    "--quiet",
    ...(options.port === undefined ? [] : ["--port", String(options.port)]),
    ...(options.host === undefined ? [] : ["--host", options.host]),
    ...(options.insecureBind ? ["--insecure-bind"] : []),
    ...(options.hostName === undefined ? [] : ["--host-name", ...options.hostName]),
    ...(options.config === undefined ? [] : ["--config", options.config]),
    ...(options.demo ? ["--demo"] : []),
  ];
}

function printUnit(kind: string, { systemdUnit, launchdAgent }: ServeModule, context: CliContext): number {
  const make = { systemd: systemdUnit, launchd: launchdAgent }[kind];
  if (make === undefined)
    throw new OrchestratorError("invalid_input", `There is no unit "${kind}".`, {
      suggestion: "Choose systemd or launchd.",
    });
  const home = context.env["AI_ORCHESTRATOR_HOME"];
  // systemd starts nothing whose writable folder is missing, and under its protection nothing can make one.
  ensureHome(appPaths(context.env).home);
  context.stdout.write(make(foregroundCommand({}), home ? path.resolve(home) : undefined));
  return EXIT.ok;
}

function status(server: ServerFile | undefined, options: ServeCommandOptions, context: CliContext): number {
  if (options.json)
    context.stdout.write(
      `${JSON.stringify(server === undefined ? { running: false } : { running: true, url: server.publicUrl ?? server.url, pid: server.pid, startedAt: server.startedAt, ...(options.showToken ? { token: server.token } : {}) })}\n`,
    );
  else
    context.stdout.write(
      server === undefined
        ? "no server is running\n"
        : `running at ${server.publicUrl ?? server.url}, process ${server.pid}, since ${server.startedAt}\n${options.showToken ? `token ${server.token}\n` : ""}`,
    );
  return server === undefined ? EXIT.network : EXIT.ok;
}

/** One that still lets requests end: it takes no new ones, so it does not count as running. */
function stoppingStatus(
  server: ServerFile & { readonly stopsBy: number },
  { json }: ServeCommandOptions,
  { stdout }: CliContext,
): number {
  const { pid, stopsBy } = server;
  const url = server.publicUrl ?? server.url;
  const seconds = Math.max(1, Math.ceil((stopsBy - Date.now()) / 1000));
  stdout.write(
    json
      ? `${JSON.stringify({ running: false, stopping: true, url, pid, stopsBy: new Date(stopsBy).toISOString() })}\n`
      : `stopping: process ${pid} of ${url} ends when its running requests have, within ${seconds} s\n`,
  );
  return EXIT.network;
}

/** The token alone, for `$(…)`; it changes with every start, so there is none without a server. */
function showToken(server: ServerFile | undefined, options: ServeCommandOptions, context: CliContext): number {
  if (server === undefined) throw noToken("No server is running");
  context.stdout.write(options.json ? `${JSON.stringify({ token: server.token })}\n` : `${server.token}\n`);
  return EXIT.ok;
}

function noToken(why: string): OrchestratorError {
  return new OrchestratorError("network", `${why}, so there is no token.`, {
    suggestion: "Start one with aio serve, or make a key that stays: aio keys create NAME",
  });
}

function announce(
  server: { readonly url: string; readonly token: string },
  options: ServeCommandOptions,
  context: CliContext,
): void {
  if (options.json) {
    context.stdout.write(
      `${JSON.stringify({ url: server.url, ...(options.showToken ? { token: server.token } : {}) })}\n`,
    );
    return;
  }
  if (options.quiet) return;
  const { stderr, err } = context;
  stderr.write(`${err.green("serving")} ${server.url}\n`);
  stderr.write(`  OpenAI clients:     base URL ${server.url}/v1, model auto\n`);
  stderr.write(`  Anthropic clients:  base URL ${server.url}\n`);
  stderr.write(
    options.showToken
      ? `  API key:            ${server.token}\n`
      : "  API key:            aio serve --show-token, or make one: aio keys create NAME\n",
  );
}
