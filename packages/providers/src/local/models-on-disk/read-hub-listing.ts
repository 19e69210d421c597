import { OrchestratorError } from "@ai-orchestrator/contract";
import { fieldsOf, type Fields } from "../read-fields.ts";
import { hubFetch, type HubAccess } from "./hub-access.ts";
import { hubFailure, hubUnreachable, type HubQuestion } from "./hub-failures.ts";
import { isInnerPath } from "./repository-name.ts";

/** A file of a repository. */
export interface HubFile {
  readonly path: string;
  readonly size: number;
  /** Its name among the blobs, which is its checksum: SHA-256 of large files, Git's blob id (SHA-1) of others. */
  readonly blob: string;
  /** Git's id of what lies in the repository: of the pointer, for a large file. */
  readonly gitId: string;
  readonly xetHash?: string;
}

/** A repository at one commit. */
export interface HubListing {
  readonly repository: string;
  readonly commit: string;
  readonly files: readonly HubFile[];
}

const MOST_FILES = 20_000;
const LARGEST_PAGE = 16 * 1024 * 1024;
const PATIENCE_MS = 60_000;

/** What the newest commit of a repository's main branch holds. Throws `unknown_model`, `permission`, `authentication`, `network`, `timeout`, `bad_response` or `cancelled`. */
export async function readHubListing(
  repository: string,
  { access, signal }: { access: HubAccess; signal: AbortSignal },
): Promise<HubListing> {
  const question = { repository, access, signal };
  const { body } = await askHub(`${access.endpoint}/api/models/${repository}/revision/main`, question);
  const commit = fieldsOf(body)["sha"];
  if (typeof commit !== "string" || !/^[0-9a-f]{40}$/.test(commit)) throw unreadable(access);
  const files: HubFile[] = [];
  let page: string | undefined = `${access.endpoint}/api/models/${repository}/tree/${commit}?recursive=true`;
  while (page !== undefined) {
    const { body: entries, next } = await askHub(page, question);
    if (!Array.isArray(entries)) throw unreadable(access);
    for (const entry of entries.map(fieldsOf)) if (entry["type"] === "file") files.push(readFile(entry, access));
    if (files.length > MOST_FILES) throw unreadable(access);
    page = next;
  }
  return { repository, commit, files };
}

function readFile(entry: Fields, access: HubAccess): HubFile {
  const { path, size, oid, xetHash } = entry;
  const large = fieldsOf(entry["lfs"]);
  const isLarge = entry["lfs"] !== undefined && entry["lfs"] !== null;
  const blob = isLarge ? large["oid"] : oid;
  const bytes = isLarge ? large["size"] : size;
  const isReadable =
    typeof path === "string" &&
    isInnerPath(path) &&
    typeof bytes === "number" &&
    Number.isSafeInteger(bytes) &&
    bytes >= 0 &&
    typeof oid === "string" &&
    /^[0-9a-f]{40}$/.test(oid) &&
    typeof blob === "string" &&
    (isLarge ? /^[0-9a-f]{64}$/ : /^[0-9a-f]{40}$/).test(blob);
  if (!isReadable) throw unreadable(access);
  return {
    path,
    size: bytes,
    blob,
    gitId: oid,
    ...(typeof xetHash === "string" && /^[0-9a-f]{64}$/.test(xetHash) ? { xetHash } : {}),
  };
}

async function askHub(
  url: string,
  question: HubQuestion & { readonly signal: AbortSignal },
): Promise<{ readonly body: unknown; readonly next: string | undefined }> {
  const { access, signal } = question;
  const deadline = AbortSignal.timeout(PATIENCE_MS);
  try {
    const answer = await hubFetch(url, {
      access,
      headers: { accept: "application/json" },
      signal: AbortSignal.any([signal, deadline]),
    });
    const { response } = answer;
    if (!response.ok) {
      await response.body?.cancel();
      throw hubFailure(answer, question);
    }
    return { body: JSON.parse(await readText(response, access)), next: nextPage(response, access) };
  } catch (cause) {
    if (signal.aborted) throw new OrchestratorError("cancelled", "Cancelled.", { cause });
    if (cause instanceof SyntaxError) throw unreadable(access);
    throw hubUnreachable(cause, question);
  }
}

async function readText(response: Response, access: HubAccess): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > LARGEST_PAGE) throw unreadable(access);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** The `Link` header's next page; only on the Hub itself, since the token goes along. */
function nextPage({ headers }: Response, { endpoint }: HubAccess): string | undefined {
  const link = /<([^>]+)>;\s*rel="next"/.exec(headers.get("link") ?? "")?.[1];
  if (link === undefined || !URL.canParse(link, endpoint)) return undefined;
  const url = new URL(link, endpoint);
  return url.origin === new URL(endpoint).origin ? url.href : undefined;
}

function unreadable({ endpoint }: HubAccess): OrchestratorError {
  return new OrchestratorError("bad_response", `${new URL(endpoint).host} lists the files in a way we do not know.`, {
    provider: "hugging-face",
    retryable: false,
  });
}
