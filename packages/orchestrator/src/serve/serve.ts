import { isLoopbackHost, OrchestratorError } from "@ai-orchestrator/contract";
import { createGateway, type Gateway } from "@ai-orchestrator/gateway/server";
import type { LocalOrchestrator } from "../local-orchestrator.ts";
import { refuseSecond } from "./daemon.ts";
import { gatewaySettings, tlsFiles } from "./gateway-settings.ts";
import { keepLogSmall } from "./keep-log-small.ts";
import { markStopping, newToken, removeServerFile, serverLogPath, writeServerFile } from "./server-file.ts";
import { openVirtualKeys } from "./virtual-keys.ts";
import { watchFiles } from "./watch-files.ts";

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

/** Starts the gateway for this home: new token, `runtime/server.json`, config watched. Throws `invalid_input` where it would be open to others, `network` if it runs already. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { orchestrator, version } = options;
  const { config, paths } = orchestrator;
  const host = options.host ?? config.gateway?.host ?? "127.0.0.1";
  const keys = openVirtualKeys({ file: paths.keys, home: paths.home });
  const settings = gatewaySettings(orchestrator, options.hostNames);
  checkBind(host, {
    isSafe: settings.tls !== undefined || options.insecureBind === true,
    hasKeys: keys.list().some((key) => key.revokedAt === undefined),
  });
  await refuseSecond(paths.runtime);
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
    onShutdown,
    ...settings,
    ...(config.gateway?.otlpEndpoint === undefined ? {} : { otlpEndpoint: config.gateway.otlpEndpoint }),
  });
  writeServerFile(paths.runtime, {
    url: gateway.localUrl,
    ...(gateway.url === gateway.localUrl ? {} : { publicUrl: gateway.url }),
    token,
    pid: process.pid,
    startedAt: new Date().toISOString(),
    version,
  });
  const stops = [followChanges(gateway, options), keepLogSmall(serverLogPath(paths.runtime), orchestrator.logger)];
  const stop = async (ms: number): Promise<void> => {
    for (const end of stops) end();
    try {
      markStopping(paths.runtime, { pid: process.pid, stopsBy: Date.now() + ms });
    } catch (error) {
      // A full disk keeps no server from stopping.
      orchestrator.logger.log("warn", "Other commands cannot see that the server is stopping.", {
        reason: (error as Error).message,
      });
    }
    await gateway.drain(ms);
    removeServerFile(paths.runtime, process.pid);
  };
  return { gateway, token, url: gateway.url, stopAsked, stop, [Symbol.asyncDispose]: () => stop(0) };
}

/** An address that others reach needs TLS or a deliberate flag, and a key, so that nobody is let in by accident. */
function checkBind(host: string, { isSafe, hasKeys }: { readonly isSafe: boolean; readonly hasKeys: boolean }): void {
  if (isLoopbackHost(host.includes(":") ? `[${host}]` : host)) return;
  if (!isSafe) {
    throw new OrchestratorError(
      "invalid_input",
      `${host} can be reached by other machines, and there is no TLS here.`,
      {
        suggestion:
          "Give it a certificate (gateway.tls), put a TLS proxy before it and add --insecure-bind, or leave --host out.",
      },
    );
  }
  if (!hasKeys)
    throw new OrchestratorError(
      "invalid_input",
      `${host} can be reached by other machines, and there is no virtual key.`,
      { suggestion: "aio keys create NAME first: the owner's token is not meant for other machines." },
    );
}

/** Takes a changed config or certificate over; a wrong one leaves the old one in force. Returns what stops it. */
function followChanges(gateway: Gateway, { orchestrator, hostNames }: ServeOptions): () => void {
  const { logger, loaded } = orchestrator;
  const started = orchestrator.config.gateway;
  const takeOver = async (): Promise<void> => {
    await orchestrator.reload();
    gateway.apply(gatewaySettings(orchestrator, hostNames));
    const now = orchestrator.config.gateway;
    const late = RESTART_KEYS.filter((key) => JSON.stringify(now?.[key]) !== JSON.stringify(started?.[key]));
    if (late.length > 0)
      logger.log("warn", "The gateway must be started again for some changes of the config.", {
        keys: late.map((key) => `gateway.${key}`).join(", "),
      });
  };
  const onChange = (): void => {
    takeOver().catch((error: unknown) =>
      logger.log("error", "The changed config is wrong; the old one stays in force.", {
        reason: (error as Error).message,
      }),
    );
  };
  const certificate = started?.tls === undefined ? [] : Object.values(tlsFiles(started.tls, loaded.file));
  return watchFiles([loaded.file, ...certificate], onChange, logger);
}

/** What is said once, when listening begins. */
const RESTART_KEYS = ["host", "port", "otlpEndpoint", "tls"] as const;
