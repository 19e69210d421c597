import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { OrchestratorError, type FilePart, type ImagePart } from "@ai-orchestrator/contract";
import { mediaTypeOf } from "./media-type.ts";
import { listFolder } from "./list-folder.ts";

/** Largest single attachment, bytes. Providers refuse more. */
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * Reads what `--file` names: text, pictures, PDFs, audio, whole folders (ignore
 * rules respected), and http(s) URLs where `allowUrls` is set. Throws
 * `invalid_input` naming the file and the fix.
 */
export async function readAttachments(
  names: readonly string[],
  options: { readonly allowUrls: boolean; readonly signal: AbortSignal },
): Promise<readonly (ImagePart | FilePart)[]> {
  const parts: (ImagePart | FilePart)[] = [];
  for (const name of names) {
    if (/^https?:\/\//i.test(name)) parts.push(await readUrl(name, options));
    else parts.push(...(await readPath(name)));
  }
  return parts;
}

async function readPath(name: string): Promise<readonly (ImagePart | FilePart)[]> {
  const info = stat(name);
  if (!info.isDirectory()) return [await toPart(name, readBytes(name))];
  const files = listFolder(name);
  if (files.length === 0) {
    throw new OrchestratorError("invalid_input", `${name} holds no text file that its ignore rules leave.`, {
      suggestion: "Name the files themselves.",
    });
  }
  return Promise.all(files.map((file) => toPart(path.join(name, file), readBytes(path.join(name, file)), file)));
}

function stat(name: string): ReturnType<typeof statSync> & object {
  try {
    return statSync(name);
  } catch (error) {
    throw unreadable(name, error);
  }
}

function readBytes(name: string): Uint8Array {
  const size = stat(name).size;
  if (size > MAX_BYTES) {
    throw new OrchestratorError(
      "invalid_input",
      `${name} is ${Math.round(Number(size) / 1_048_576)} MB; the limit is 32 MB.`,
      { suggestion: "Attach a smaller part of it." },
    );
  }
  try {
    return readFileSync(name);
  } catch (error) {
    throw unreadable(name, error);
  }
}

function unreadable(name: string, error: unknown): OrchestratorError {
  const code = (error as NodeJS.ErrnoException).code;
  const why =
    code === "ENOENT" ? "there is no such file" : code === "EACCES" ? "permission denied" : (error as Error).message;
  return new OrchestratorError("invalid_input", `Cannot read ${name}: ${why}.`, {
    suggestion: "Check the name and the permissions.",
    cause: error,
  });
}

async function toPart(
  name: string,
  bytes: Uint8Array,
  label: string = path.basename(name),
): Promise<ImagePart | FilePart> {
  const mediaType = mediaTypeOf(name, bytes);
  if (mediaType?.startsWith("image/")) return { type: "image", mediaType, data: base64(bytes), name: label };
  if (mediaType === "application/pdf")
    return { type: "file", mediaType, data: base64(bytes), name: label, ...(await pdfText(name, bytes)) };
  if (mediaType !== undefined) return { type: "file", mediaType, data: base64(bytes), name: label };
  return { type: "file", mediaType: "text/plain", name: label, text: textOf(name, bytes) };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

function textOf(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new OrchestratorError("invalid_input", `${name} is neither UTF-8 text nor a picture, PDF or sound we know.`, {
      suggestion: "Convert it to text, PNG, JPEG, WebP, GIF or PDF first.",
      cause: error,
    });
  }
}

async function pdfText(name: string, bytes: Uint8Array): Promise<{ text?: string }> {
  try {
    const { extractText, getDocumentProxy } = await import("unpdf");
    // verbosity 0: its warnings about odd files would land on the terminal.
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 }), {
      mergePages: true,
    });
    return text.trim() === "" ? {} : { text };
  } catch (error) {
    throw new OrchestratorError("invalid_input", `${name} is not a readable PDF.`, {
      suggestion: "Check that it is not encrypted or cut off.",
      cause: error,
    });
  }
}

async function readUrl(
  url: string,
  options: { readonly allowUrls: boolean; readonly signal: AbortSignal },
): Promise<ImagePart | FilePart> {
  if (!options.allowUrls) {
    throw new OrchestratorError("invalid_input", `${url} is a web address, and fetching is off.`, {
      suggestion: "Add --allow-urls to fetch it from this machine, or download it and attach the file.",
    });
  }
  const { fetchPublicUrl } = await import("./fetch-public-url.ts");
  const { bytes, mediaType } = await fetchPublicUrl(url, { maxBytes: MAX_BYTES, signal: options.signal });
  const name = new URL(url).pathname.split("/").pop() || url;
  if (mediaType.startsWith("text/") || mediaType.includes("json") || mediaType.includes("xml")) {
    return { type: "file", mediaType: "text/plain", name: url, text: textOf(url, bytes) };
  }
  return toPart(name, bytes, url);
}
