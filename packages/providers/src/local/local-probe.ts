const LARGEST_ANSWER = 8 * 1024 * 1024;

/** Asks one server short questions. Every question that gets no proper answer is `undefined`, never an error. */
export interface LocalProbe {
  /** Origin and path prefix, ending in `/v1`. */
  readonly baseUrl: string;
  /** The status and the address of the last answer that came; undefined where none did. */
  lastAnswer(): Answered | undefined;
  /** JSON from the server's root (`/api/tags`) or, with `v1`, from under the base URL. */
  get(path: string): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
}

/** That something answered, whatever it said. */
export interface Answered {
  readonly status: number;
  readonly url: string;
}

/** What a probe takes from outside. */
export interface ProbeOptions {
  readonly fetch: typeof globalThis.fetch;
  /** For the first answer; a loopback connection that takes longer is a server that hangs. */
  readonly timeoutMs: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** A probe of the server at `baseUrl`. Never follows a redirect, which could lead away from this machine. */
export function createLocalProbe(baseUrl: string, options: ProbeOptions): LocalProbe {
  const base = baseUrl.replace(/\/+$/, "");
  const root = base.replace(/\/v1$/, "");
  let last: Answered | undefined;
  const ask = async (path: string, init: RequestInit): Promise<unknown> => {
    const deadline = AbortSignal.timeout(options.timeoutMs);
    const signal = options.signal === undefined ? deadline : AbortSignal.any([options.signal, deadline]);
    try {
      const url = `${root}${path}`;
      const response = await options.fetch(url, {
        ...init,
        signal,
        redirect: "manual",
        headers: { accept: "application/json", ...options.headers, ...init.headers },
      });
      last = { status: response.status, url };
      return response.ok ? await readJson(response) : void (await response.body?.cancel());
    } catch (cause) {
      options.signal?.throwIfAborted();
      // No server, a server that hangs, or one that does not speak JSON: all mean "not here".
      return cause instanceof Error ? undefined : Promise.reject(cause);
    }
  };
  return {
    baseUrl: base,
    lastAnswer: () => last,
    get: (path) => ask(path, {}),
    post: (path, body) =>
      ask(path, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  };
}

async function readJson(response: Response): Promise<unknown> {
  if (response.body === null) return undefined;
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > LARGEST_ANSWER) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return JSON.parse(text + decoder.decode());
}
