import type { BodySource } from "./body-source.ts";

/** A piece of a body, as bytes and as text; a character that a boundary cuts belongs to the later piece's text. */
export interface BodyPiece {
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** What is known of a body that was read, or of what was read of it. */
export interface SeenBody {
  /** The first 16,000 characters, for telling what an unreadable answer was. */
  head(): string;
  /** True if the last characters were the `[DONE]` of OpenAI-style streams. */
  endsWithDone(): boolean;
}

/** A body that is being read and watched. */
export interface BodyTap extends SeenBody {
  /** The next piece, undefined at the end. Rejects with what the failures' methods return. One read at a time. */
  read(): Promise<BodyPiece | undefined>;
  /** True where a read would not have to wait, as far as is known. */
  isReady(): boolean;
  /** Gives the rest up. */
  cancel(reason: unknown): Promise<void>;
}

/** How the tap reports trouble; the first two return the error the read then fails with. */
export interface TapFailures {
  /** The connection failed while the body was read. */
  readonly onReadError: (thrown: unknown) => Error;
  /** The bytes are not UTF-8. */
  readonly onBadText: () => Error;
  /** A piece arrived: the provider is alive. */
  readonly onPiece: () => void;
  /** The body is over, cleanly or not. */
  readonly onEnd: () => void;
}

/** Characters of a body's start that are kept. */
export const HEAD_CHARS = 16_000;
const TAIL_CHARS = 32;

/** Reads a body and watches it. Costs per piece do not grow with the body. */
export function tapBody(body: BodySource, failures: TapFailures): BodyTap {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let head = "";
  let tail = "";
  const ended = (error: Error): Error => {
    failures.onEnd();
    return error;
  };
  const decoded = (bytes: Uint8Array | undefined): string => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      // The decoder's only failure is the one asked about.
      body.cancel(undefined).catch(() => undefined);
      throw ended(failures.onBadText());
    }
  };
  return {
    async read() {
      let bytes: Uint8Array | undefined;
      try {
        bytes = await body.read();
      } catch (thrown) {
        throw ended(failures.onReadError(thrown));
      }
      const text = decoded(bytes);
      if (bytes === undefined) {
        failures.onEnd();
        return undefined;
      }
      failures.onPiece();
      if (head.length < HEAD_CHARS) head += text.slice(0, HEAD_CHARS - head.length);
      tail = text.length >= TAIL_CHARS ? text : tail.slice(-TAIL_CHARS) + text;
      return { bytes, text };
    },
    isReady: () => body.isReady?.() === true,
    async cancel(reason) {
      failures.onEnd();
      await body.cancel(reason);
    },
    head: () => head,
    endsWithDone: () => tail.trimEnd().endsWith("[DONE]"),
  };
}
