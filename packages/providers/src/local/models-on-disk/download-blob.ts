import { rename, stat, type FileHandle, type open } from "node:fs/promises";
import { OrchestratorError } from "@ai-orchestrator/contract";
import { createSilenceTimer } from "../../http/silence-timer.ts";
import { blobChecksum } from "./blob-checksum.ts";
import { diskFailure } from "./disk-failure.ts";
import { hubFetch } from "./hub-access.ts";
import { hubFailure, hubUnreachable, type HubQuestion } from "./hub-failures.ts";
import type { HubFile } from "./read-hub-listing.ts";

/** What downloading takes from outside. */
export interface DownloadWorld {
  /** Waits, or rejects when aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly open: typeof open;
  /** A connection that carries nothing for this long is dead; 60 s. */
  readonly silenceMs?: number;
}

/** One file to fetch. */
export interface BlobDownload extends HubQuestion {
  readonly url: string;
  readonly file: HubFile;
  /** Where the whole file goes. */
  readonly target: string;
  /** Called with the number of bytes that were added, negative where some turned out useless. */
  readonly onBytes: (count: number) => void;
  readonly signal: AbortSignal;
  readonly world: DownloadWorld;
}

/** A download without progress this often is given up; any progress starts the count anew. */
const MOST_FAILURES = 5;
const FIRST_PAUSE_MS = 500;
const SILENCE_MS = 60_000;

/** Where a blob grows: a name that huggingface_hub counts as incomplete but never writes itself. */
export function partialOf(target: string): string {
  return `${target}.aio.incomplete`;
}

/**
 * Fetches one file: goes on where an earlier run stopped, survives cut connections, and puts the file in place only
 * when its checksum is right. This loop is not the engine's retry of a turn: what came stays, and nothing is asked twice.
 */
export async function downloadBlob(download: BlobDownload): Promise<void> {
  const { file, target, signal, world } = download;
  const partial = partialOf(target);
  for (let failures = 0; ;) {
    const before = await sizeOf(partial);
    try {
      await receive(download, partial);
      await rename(partial, target).catch((cause: unknown) => Promise.reject(diskFailure(cause, target)));
      return;
    } catch (thrown) {
      if (signal.aborted) throw new OrchestratorError("cancelled", "Cancelled.", { cause: thrown });
      if (!(thrown instanceof OrchestratorError) || !thrown.retryable) throw thrown;
      failures = (await sizeOf(partial)) > before ? 1 : failures + 1;
      if (failures > MOST_FAILURES)
        throw new OrchestratorError(thrown.code, `${file.path}: ${thrown.message}`, {
          ...thrown.toJSON(),
          cause: thrown,
          suggestion: "Run it again; it goes on where it stopped.",
        });
      await world.wait(FIRST_PAUSE_MS * 2 ** (failures - 1), signal);
    }
  }
}

/** One connection: what is there already is checked along, then the rest is fetched. */
async function receive(download: BlobDownload, partial: string): Promise<void> {
  const handle = await openPartial(partial, download);
  try {
    await fill(handle, download);
    await handle.sync();
  } catch (cause) {
    throw diskFailure(cause, partial);
  } finally {
    await handle.close();
  }
}

async function fill(handle: FileHandle, download: BlobDownload): Promise<void> {
  const { file, onBytes } = download;
  let position = (await handle.stat()).size;
  if (position > file.size) position = await discard(handle, position, onBytes);
  const inherited = position;
  let checksum = blobChecksum(file);
  if (position > 0) await readInto(checksum, handle, position);
  if (position < file.size) {
    using source = await request(download, position);
    if (!source.isRest && position > 0) {
      position = await discard(handle, position, onBytes);
      checksum = blobChecksum(file);
    }
    for await (const chunk of source.chunks()) {
      if (position + chunk.byteLength > file.size) {
        await discard(handle, position, onBytes);
        throw wrongContent(file, "it is longer than announced", false);
      }
      await writeAll(handle, chunk, position);
      checksum.update(chunk);
      position += chunk.byteLength;
      onBytes(chunk.byteLength);
    }
    if (position < file.size)
      throw new OrchestratorError("network", "the connection ended before the file did.", { provider: "hugging-face" });
  }
  if (checksum.matches()) return;
  await discard(handle, position, onBytes);
  // What an earlier run left may be the wrong part; the whole file from one go has no such excuse.
  throw wrongContent(file, "its checksum is wrong", inherited > 0);
}

interface Source extends Disposable {
  /** True for the rest of the file, false for all of it. */
  readonly isRest: boolean;
  chunks(): AsyncIterable<Uint8Array>;
}

async function request(download: BlobDownload, from: number): Promise<Source> {
  const { url, access, file } = download;
  const silence = new AbortController();
  const silenceMs = download.world.silenceMs ?? SILENCE_MS;
  const timer = createSilenceTimer(() =>
    silence.abort(new OrchestratorError("timeout", "nothing came for too long.", { provider: "hugging-face" })),
  );
  const fail = (cause: unknown): OrchestratorError =>
    silence.signal.aborted ? (silence.signal.reason as OrchestratorError) : hubUnreachable(cause, download);
  timer.restart(silenceMs);
  const answer = await hubFetch(url, {
    access,
    headers: from > 0 ? { range: `bytes=${from}-` } : {},
    signal: AbortSignal.any([download.signal, silence.signal]),
  }).catch((cause: unknown) => {
    timer.stop();
    throw fail(cause);
  });
  const { response } = answer;
  const isRest = response.status === 206;
  const isRight = response.status === 200 || (isRest && startsAt(response, from, file.size));
  if (!isRight || response.body === null) {
    timer.stop();
    await response.body?.cancel();
    throw response.ok ? wrongContent(file, "another part came than was asked for", true) : hubFailure(answer, download);
  }
  const { body } = response;
  return {
    isRest,
    chunks: async function* () {
      try {
        for await (const chunk of body) {
          timer.restart(silenceMs);
          yield chunk;
        }
      } catch (cause) {
        throw fail(cause);
      }
    },
    [Symbol.dispose]: () => timer.stop(),
  };
}

function startsAt({ headers }: Response, from: number, size: number): boolean {
  const [, first, whole] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get("content-range") ?? "") ?? [];
  return Number(first) === from && (whole === "*" || Number(whole) === size);
}

async function openPartial(partial: string, { world }: BlobDownload): Promise<FileHandle> {
  try {
    return await world.open(partial, "r+");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw diskFailure(cause, partial);
    return world.open(partial, "wx+").catch((thrown: unknown) => Promise.reject(diskFailure(thrown, partial)));
  }
}

async function readInto(
  checksum: { update(bytes: Uint8Array): void },
  handle: FileHandle,
  size: number,
): Promise<void> {
  const buffer = new Uint8Array(1024 * 1024);
  for (let position = 0; position < size;) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.byteLength, size - position), position);
    if (bytesRead === 0) return;
    checksum.update(buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
}

/** A disk that is nearly full takes less than it was given. */
async function writeAll(handle: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  for (let written = 0; written < chunk.byteLength;) {
    const rest = chunk.byteLength - written;
    written += (await handle.write(chunk, written, rest, position + written)).bytesWritten;
  }
}

async function discard(handle: FileHandle, size: number, onBytes: (count: number) => void): Promise<number> {
  await handle.truncate(0);
  onBytes(-size);
  return 0;
}

function wrongContent(file: HubFile, what: string, retryable: boolean): OrchestratorError {
  return new OrchestratorError("bad_response", `${file.path} cannot be used: ${what}.`, {
    provider: "hugging-face",
    retryable,
    suggestion: "Nothing of it was kept. Try again later; if it stays so, the source is damaged.",
  });
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
