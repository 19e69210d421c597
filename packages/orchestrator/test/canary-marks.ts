import { randomBytes } from "node:crypto";
import { closeSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import path from "node:path";

/** What every canary key holds, and what every canary text holds: one search finds any of thousands, cut ones included. */
export const KEY_MARK = "Zq7KCanaryK9w";
export const TEXT_MARK = "Zq7PCanaryP4x";

/** A key no other call gets; the mark is in its middle, so that half a key is found as well. */
export function canaryKey(prefix = "sk-"): string {
  return `${prefix}${randomBytes(9).toString("hex")}${KEY_MARK}${randomBytes(12).toString("hex")}`;
}

/** A word no other call gets. */
export function canaryText(): string {
  return `${TEXT_MARK}${randomBytes(6).toString("hex")}`;
}

/** The ways `mark` may stand in a file, each in lower case: plain, hex, reversed, escaped, base64 at three alignments. */
export function markForms(mark: string): readonly string[] {
  const bytes = Buffer.from(mark, "utf8");
  const hex = bytes.toString("hex");
  const pairs = hex.match(/../g) ?? [];
  const forms = [
    mark,
    hex,
    [...mark].toReversed().join(""),
    pairs.map((pair) => `%${pair}`).join(""),
    pairs.map((pair) => `\\u00${pair}`).join(""),
    pairs.map((pair) => `\\x${pair}`).join(""),
    bytes.toString("utf16le"),
    ...[0, 1, 2].map((shift) => base64Core(bytes, shift)),
  ];
  return [...new Set(forms.map((form) => form.toLowerCase()))];
}

/** The base64 characters that `bytes` alone decide after `shift` other bytes. */
function base64Core(bytes: Buffer, shift: number): string {
  const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString("base64")
    .replaceAll("=", "");
  return encoded.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
}

/** The forms of `mark` in a text or in bytes, with what stands around each; none is the aim. */
export function traces(content: string | Buffer, mark: string): readonly string[] {
  const text = (typeof content === "string" ? content : content.toString("latin1")).toLowerCase();
  return markForms(mark).flatMap((form) => {
    const at = text.indexOf(form);
    return at < 0 ? [] : [text.slice(Math.max(0, at - 60), at + form.length + 20)];
  });
}

/** Every file below `folder`. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** The files below `folder` that hold `mark` in any form, each with one place. */
export function filesWith(folder: string, mark: string): readonly string[] {
  return filesBelow(folder).flatMap((file) => {
    const [first] = traces(readFileSync(file), mark);
    return first === undefined ? [] : [`${path.relative(folder, file)}: ${first}`];
  });
}

/** What `/proc` shows of a process to its user: arguments and environment. Empty where it is gone or there is no `/proc`. */
export function processFace(pid: number | "self"): { readonly cmdline: string; readonly environ: string } {
  return { cmdline: readProcFile(`/proc/${pid}/cmdline`), environ: readProcFile(`/proc/${pid}/environ`) };
}

function readProcFile(file: string): string {
  try {
    const handle = openSync(file, "r");
    try {
      const buffer = Buffer.alloc(1024 * 1024);
      return buffer.toString("utf8", 0, readSync(handle, buffer, 0, buffer.length, 0));
    } finally {
      closeSync(handle);
    }
  } catch {
    // The process is gone.
    return "";
  }
}

/** A process and everything it started that is still alive. */
export function family(pid: number): readonly number[] {
  const children = readProcFile(`/proc/${pid}/task/${pid}/children`).trim();
  return [pid, ...(children === "" ? [] : children.split(" ").flatMap((child) => family(Number(child))))];
}
