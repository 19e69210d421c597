import { isLoopbackUrl, OrchestratorError, type Model, type ModelEvent } from "@ai-orchestrator/contract";
import { PROVIDERS } from "../facts/providers-table.ts";
import { findCachedMlxModels, type CachedMlxModel } from "./find-cached-mlx-models.ts";
import { freePort } from "./free-port.ts";
import { hubDirectories, type HubEnvironment } from "./hub-directories.ts";
import { listMlxModels } from "./list-mlx-models.ts";
import { createLocalProbe } from "./local-probe.ts";
import { findMlxCommand } from "./mlx-command.ts";
import { noServer, notInstalled, notOnDisk } from "./mlx-failures.ts";
import { MlxServer } from "./mlx-server.ts";
import { toLocalModel } from "./to-local-model.ts";

const PROBE_MS = 300;
const GIGABYTE = 1e9;
const IDLE_MS = 15 * 60_000;

/** What the runtime takes from outside. */
export interface MlxRuntimeOptions extends HubEnvironment {
  readonly fetch: typeof globalThis.fetch;
  /** `process.platform` and `process.arch`. */
  readonly platform: string;
  readonly arch: string;
  /** A server of the user's; never started or stopped by us. */
  readonly baseUrl?: string;
  /** Allow `mlx_lm` to fetch a model that is not on disk. It is gigabytes, so the answer is no unless the user said so. */
  readonly allowDownload?: boolean;
  /** Ends our server this long after its last answer; 15 minutes. */
  readonly idleMs?: number;
  readonly startMs?: number;
}

/** A place to send a call to; give it back with `release` when the call is over. */
export interface MlxLease {
  readonly baseUrl: string;
  /** The model's name there: a server we started knows it by its folder. */
  readonly modelId: string;
  release(): void;
}

/** The process we started and what it serves. */
interface OwnServer {
  readonly server: MlxServer;
  readonly modelId: string;
  /** The model's name there. */
  readonly served: string;
}

/**
 * Finds an MLX server that has a model, or starts one. At most one process of ours runs at a time: weights fill
 * the memory. It never downloads unasked, and never ends a server that answers somebody. Dispose it to end ours.
 */
export class MlxRuntime implements AsyncDisposable {
  readonly #options: MlxRuntimeOptions;
  readonly #closing = new AbortController();
  #own: OwnServer | undefined;
  #users = 0;
  #idle: NodeJS.Timeout | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: MlxRuntimeOptions) {
    this.#options = options;
  }

  /** Models that can be used now: those a running server lists, and, on Apple Silicon, those on disk. */
  async listModels(known: readonly Model[], asOf: string): Promise<readonly Model[]> {
    const [served, cached] = await Promise.all([this.#listServed(), this.#canStart() ? this.#cached() : []]);
    const byId = new Map([...cached, ...(served ?? [])].map((model) => [model.id, model]));
    return [...byId.values()].map((model) =>
      toLocalModel(model, { provider: "mlx", local: isLoopbackUrl(this.#userUrl()), asOf, known }),
    );
  }

  /** Throws `unsupported` where no server answers and none of ours could be started. */
  async verify(): Promise<void> {
    if (!this.#canStart() && (await this.#listServed()) === undefined) throw noServer(this.#userUrl());
  }

  /** A server that can answer for `model`; yields what a user should know while waiting. Throws `unsupported`, `not_found`, `timeout` or `cancelled`. */
  async *lease(
    model: Model,
    signal: AbortSignal,
  ): AsyncGenerator<Extract<ModelEvent, { type: "downloading" }>, MlxLease> {
    const served = await this.#listServed();
    const isServed = served?.some(({ id }) => id === model.id) === true;
    if (isServed || (served !== undefined && this.#options.baseUrl !== undefined)) {
      if (!isServed)
        yield {
          type: "downloading",
          message: `The MLX server does not list ${model.id} and may download it now, several gigabytes.`,
        };
      return { baseUrl: this.#userUrl(), modelId: model.id, release: () => {} };
    }
    if (!this.#canStart()) throw noServer(this.#userUrl(), model.key);
    const cached = (await this.#cached()).find(({ id }) => id === model.id);
    if (cached === undefined && this.#options.allowDownload !== true) throw notOnDisk(model);
    yield cached === undefined
      ? {
          type: "downloading",
          message: `Downloading ${model.name} from Hugging Face, several gigabytes, into ${hubDirectories(this.#options)[0]}`,
        }
      : {
          type: "downloading",
          message: `Loading ${model.name} (${(cached.size / GIGABYTE).toFixed(1)} GB, already on disk)`,
        };
    return this.#leaseOwn(model, cached, signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#idle);
    this.#closing.abort();
    await this.#queue.catch(() => {});
    await this.#stopOwn();
  }

  #userUrl(): string {
    return this.#options.baseUrl ?? PROVIDERS.mlx.baseUrl;
  }

  #canStart(): boolean {
    return this.#options.baseUrl === undefined && this.#options.platform === "darwin" && this.#options.arch === "arm64";
  }

  async #listServed(): Promise<readonly { readonly id: string }[] | undefined> {
    return listMlxModels(createLocalProbe(this.#userUrl(), { fetch: this.#options.fetch, timeoutMs: PROBE_MS }));
  }

  async #cached(): Promise<readonly CachedMlxModel[]> {
    return findCachedMlxModels(hubDirectories(this.#options));
  }

  /** One at a time: two calls at once must not start two servers. */
  async #leaseOwn(model: Model, cached: CachedMlxModel | undefined, signal: AbortSignal): Promise<MlxLease> {
    const turn = this.#queue.catch(() => {}).then(() => this.#ensureOwn(model, cached, signal));
    this.#queue = turn;
    const own = await turn;
    this.#users += 1;
    clearTimeout(this.#idle);
    let isReleased = false;
    return {
      baseUrl: own.server.baseUrl,
      modelId: own.served,
      release: () => {
        if (isReleased) return;
        isReleased = true;
        this.#users -= 1;
        if (this.#users === 0) this.#stopWhenIdle();
      },
    };
  }

  async #ensureOwn(model: Model, cached: CachedMlxModel | undefined, signal: AbortSignal): Promise<OwnServer> {
    if (this.#own?.server.isRunning === true && this.#own.modelId === model.id) return this.#own;
    if (this.#users > 0 && this.#own?.server.isRunning === true) {
      throw new OrchestratorError("overloaded", `The MLX server is busy with ${this.#own.modelId}.`, {
        provider: "mlx",
        model: model.key,
        suggestion: "Wait for that answer to end.",
      });
    }
    await this.#stopOwn();
    const served = cached?.snapshot ?? model.id;
    const port = await freePort();
    const command = findMlxCommand(
      { model: served, port, vision: cached?.vision ?? model.input.includes("image") },
      this.#options.env,
    );
    if (command === undefined) throw notInstalled(model);
    // With the weights on disk there is nothing to ask Hugging Face, so nothing is sent there.
    const env = {
      ...this.#options.env,
      ...(cached === undefined ? {} : { HF_HUB_OFFLINE: "1", TRANSFORMERS_OFFLINE: "1" }),
    };
    const { fetch, startMs } = this.#options;
    const server = await MlxServer.start({
      command,
      port,
      env,
      fetch,
      signal: AbortSignal.any([signal, this.#closing.signal]),
      ...(startMs === undefined ? {} : { startMs }),
    });
    this.#own = { server, modelId: model.id, served };
    return this.#own;
  }

  #stopWhenIdle(): void {
    this.#idle = setTimeout(() => void this.#stopOwn(), this.#options.idleMs ?? IDLE_MS);
    // A server kept warm must not keep our process alive.
    this.#idle.unref();
  }

  async #stopOwn(): Promise<void> {
    const own = this.#own;
    this.#own = undefined;
    await own?.server[Symbol.asyncDispose]();
  }
}
