import { spawn, type ChildProcess } from "node:child_process";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { OrchestratorError } from "@ai-orchestrator/contract";
import type { Command } from "./mlx-command.ts";

/**
 * Runs the server as its child and ends it the moment our end of the pipe closes, so that it ends with us even
 * where we are killed: tens of gigabytes must not stay in memory for nobody.
 */
const WATCHDOG = `
const { spawn } = require("node:child_process");
const [program, ...args] = process.argv.slice(1);
const child = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"] });
process.stdin.on("close", () => child.kill("SIGKILL")).on("error", () => {}).resume();
process.on("SIGTERM", () => child.kill("SIGTERM"));
process.on("SIGINT", () => {});
child.on("error", (error) => { console.error(error.message); process.exit(127); });
child.on("exit", (code) => process.exit(code ?? 1));
`;
const POLL_MS = 150;
const GRACE_MS = 3000;
/** Weights of some tens of gigabytes from a slow disk. */
const START_MS = 5 * 60_000;
const KEPT_OUTPUT = 4000;

/** What a server is started with. */
export interface MlxServerOptions {
  readonly command: Command;
  readonly port: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly fetch: typeof globalThis.fetch;
  readonly startMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * One MLX server process of ours. Ready when `start` resolves; `dispose` ends it, first politely. It also ends
 * with our own process, however that ends.
 */
export class MlxServer implements AsyncDisposable {
  readonly baseUrl: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #output = "";
  #failure: string | undefined;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.baseUrl = `http://127.0.0.1:${port}/v1`;
    const keep = (chunk: Buffer): void => {
      this.#output = (this.#output + chunk.toString("utf8")).slice(-KEPT_OUTPUT);
    };
    // A server kept warm must not keep our process alive; while a call runs, its connection does.
    for (const part of [child, child.stdin, child.stdout, child.stderr])
      (part as Pick<Socket, "unref"> | null)?.unref();
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    this.#ended = new Promise<void>((resolve) => {
      child.once("error", (error) => {
        this.#failure = error.message;
        resolve();
      });
      child.once("exit", (code, signal) => {
        this.#failure ??= code === null ? `ended by ${signal}` : `ended with code ${code}`;
        resolve();
      });
    });
  }

  /** Starts the process and waits until it answers. Throws `unsupported` if it ends first, `timeout`, or `cancelled`. */
  static async start(options: MlxServerOptions): Promise<MlxServer> {
    const { program, args } = options.command;
    const child = spawn(process.execPath, ["-e", WATCHDOG, program, ...args], {
      env: { ...options.env },
      stdio: ["pipe", "pipe", "pipe"],
      shell: false,
    });
    const server = new MlxServer(child, options.port);
    try {
      await server.#untilReady(options);
      return server;
    } catch (cause) {
      await server[Symbol.asyncDispose]();
      throw cause;
    }
  }

  /** Whether the process still runs. */
  get isRunning(): boolean {
    return this.#failure === undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.isRunning) return this.#ended;
    this.#child.kill("SIGTERM");
    const timer = setTimeout(() => this.#child.stdin?.destroy(), GRACE_MS);
    await this.#ended;
    clearTimeout(timer);
  }

  async #untilReady({ fetch, signal, startMs = START_MS, command }: MlxServerOptions): Promise<void> {
    const deadline = AbortSignal.timeout(startMs);
    while (!(await isHealthy(this.baseUrl, fetch))) {
      if (signal?.aborted === true) throw new OrchestratorError("cancelled", "Cancelled.", { provider: "mlx" });
      if (!this.isRunning) throw this.#startFailure(command.program);
      if (deadline.aborted)
        throw new OrchestratorError(
          "timeout",
          `The MLX server did not answer within ${Math.round(startMs / 1000)} s.`,
          { provider: "mlx" },
        );
      await Promise.race([sleep(POLL_MS), this.#ended]);
    }
  }

  #startFailure(program: string): OrchestratorError {
    const lastLine = this.#output
      .trim()
      .split("\n")
      .at(-1)
      ?.replace(/\p{Cc}/gu, " ")
      .slice(0, 300);
    return new OrchestratorError(
      "unsupported",
      `${program} ${this.#failure}${lastLine === undefined || lastLine === "" ? "" : `: ${lastLine}`}`,
      {
        provider: "mlx",
        retryable: false,
        suggestion: "Run the command by hand to see why, or update it: pip install -U mlx-lm mlx-vlm",
      },
    );
  }
}

async function isHealthy(baseUrl: string, fetch: typeof globalThis.fetch): Promise<boolean> {
  try {
    const response = await fetch(`${baseUrl.replace(/\/v1$/, "")}/health`, { signal: AbortSignal.timeout(2000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false; // not listening yet
  }
}
