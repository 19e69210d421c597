import { watch } from "node:fs";
import path from "node:path";
import { OrchestratorError } from "@ai-orchestrator/contract";
import { createGateway, type Gateway } from "@ai-orchestrator/gateway/server";
import type { LocalOrchestrator } from "../local-orchestrator.ts";
import { answers } from "./daemon.ts";
import { newToken, readServerFile, removeServerFile, writeServerFile } from "./server-file.ts";
import { openVirtualKeys } from "./virtual-keys.ts";

/** How to serve. */
export interface ServeOptions {
  readonly orchestrator: LocalOrchestrator;
  readonly host?: string;
  readonly port?: number;
  /** Somebody terminates TLS before us, or the network is trusted: needed for any address but loopback. */
  readonly insecureBind?: boolean;
  /** Names it answers to besides loopback's and those of the config. */
  readonly hostNames?: readonly string[];
  readonly version: string;
}

/** A server that runs until it is disposed. */
export interface Serving extends AsyncDisposable {
  readonly gateway: Gateway;
  readonly token: string;
  readonly url: string;
  /** Resolves when the owner asks it to end: `aio serve --stop`. */
  readonly stopAsked: Promise<void>;
  /** Lets running requests end, at most `ms`. */
  stop(ms: number): Promise<void>;
}

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

/** Starts the gateway for this home: new token, `runtime/server.json`, config watched. Throws `invalid_input` where it would be open to others, `network` if it runs already. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { orchestrator, version } = options;
  const { config, paths } = orchestrator;
  const host = options.host ?? config.gateway?.host ?? "127.0.0.1";
  const keys = openVirtualKeys({ file: paths.keys, home: paths.home });
  checkBind(
    host,
    options.insecureBind === true,
    keys.list().some((key) => key.revokedAt === undefined),
  );
  const running = readServerFile(paths.runtime);
  // One that does not answer was left by a crash, and its process id is a stranger's by now.
  if (running !== undefined && (await answers(running)))
    throw new OrchestratorError("network", `A server runs already at ${running.url} (process ${running.pid}).`, {
      suggestion: "aio serve --stop, or use it: aio serve --status",
    });
  const token = newToken();
  const { promise: stopAsked, resolve: onShutdown } = Promise.withResolvers<void>();
  const gateway = await createGateway({
    orchestrator,
    relay: orchestrator.relay,
    token,
    keys,
    host,
    port: options.port ?? config.gateway?.port ?? 4141,
    version,
    logger: orchestrator.logger,
    publicHosts: [...(config.gateway?.hostNames ?? []), ...(options.hostNames ?? [])],
    onShutdown,
    ...(config.gateway?.allowedOrigins === undefined ? {} : { allowedOrigins: config.gateway.allowedOrigins }),
    ...(config.gateway?.otlpEndpoint === undefined ? {} : { otlpEndpoint: config.gateway.otlpEndpoint }),
    ...(config.gateway?.cacheTtlSeconds === undefined ? {} : { cacheTtlSeconds: config.gateway.cacheTtlSeconds }),
  });
  writeServerFile(paths.runtime, {
    url: gateway.url,
    token,
    pid: process.pid,
    startedAt: new Date().toISOString(),
    version,
  });
  const unwatch = watchConfig(orchestrator);
  const stop = async (ms: number): Promise<void> => {
    unwatch();
    await gateway.drain(ms);
    removeServerFile(paths.runtime, process.pid);
  };
  return { gateway, token, url: gateway.url, stopAsked, stop, [Symbol.asyncDispose]: () => stop(0) };
}

/** An address that others reach needs a deliberate flag and a key, so that nobody is let in by accident. */
function checkBind(host: string, insecureBind: boolean, hasKeys: boolean): void {
  if (LOOPBACK.has(host)) return;
  if (!insecureBind) {
    throw new OrchestratorError(
      "invalid_input",
      `${host} can be reached by other machines, and there is no TLS here.`,
      { suggestion: "Put a TLS proxy before it and add --insecure-bind, or leave --host out." },
    );
  }
  if (!hasKeys)
    throw new OrchestratorError(
      "invalid_input",
      `${host} can be reached by other machines, and there is no virtual key.`,
      { suggestion: "aio keys create NAME first: the owner's token is not meant for other machines." },
    );
}

/** Reads the config again when its file changes; a wrong file leaves the old one in force. */
function watchConfig(orchestrator: LocalOrchestrator): () => void {
  const { loaded, logger } = orchestrator;
  const { file } = loaded;
  let timer: NodeJS.Timeout | undefined;
  try {
    const watcher = watch(path.dirname(file), { persistent: false }, (_event, name) => {
      if (name !== path.basename(file)) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        orchestrator.reload().catch((error: unknown) =>
          logger.log("error", "The changed config is wrong; the old one stays in force.", {
            reason: (error as Error).message,
          }),
        );
      }, 100);
    });
    // A folder that is moved or removed under the watcher: on Windows that is an error event.
    watcher.on("error", (error) => logger.log("warn", "The config is no longer watched.", { reason: error.message }));
    return () => {
      clearTimeout(timer);
      watcher.close();
    };
  } catch (error) {
    logger.log("warn", "The config is not watched.", { reason: String(error) });
    return () => undefined;
  }
}
