import { mkdir, rename, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { PullOptions } from "@ai-orchestrator/contract";
import { diskFailure } from "./disk-failure.ts";
import { downloadBlob, partialOf, type DownloadWorld } from "./download-blob.ts";
import type { HubAccess } from "./hub-access.ts";
import { isWeights } from "./judge-snapshot.ts";
import { exists, linkSnapshotFile } from "./link-snapshot-file.ts";
import { takePullLock } from "./pull-lock.ts";
import type { HubFile, HubListing } from "./read-hub-listing.ts";
import { repositoryFolder } from "./repository-name.ts";

/** Where a repository goes and how it is fetched. */
export interface RepositoryPull {
  readonly hub: string;
  readonly listing: HubListing;
  readonly access: HubAccess;
  readonly world: DownloadWorld;
}

/** Connections at a time: one alone rarely fills a fast line. */
const AT_ONCE = 4;

/** Bytes of the whole repository, of what is still to fetch, and of what an earlier run left. */
export async function measurePull({
  hub,
  listing,
}: Pick<RepositoryPull, "hub" | "listing">): Promise<{ readonly size: number; readonly remaining: number }> {
  let size = 0;
  let remaining = 0;
  for (const file of uniqueBlobs(listing.files)) {
    size += file.size;
    remaining += file.size - (await bytesThere(file, { hub, listing }));
  }
  return { size, remaining };
}

/**
 * Fetches a repository into a Hugging Face cache as huggingface_hub lays it out. The branch is moved to the new commit
 * only when all of it is there, so that an earlier one stays usable until then; weights come last, so that a snapshot
 * with weights has all that belongs to them.
 */
export async function pullRepository(pull: RepositoryPull, { signal, onProgress }: PullOptions): Promise<void> {
  const { hub, listing } = pull;
  const folder = path.join(hub, repositoryFolder(listing.repository));
  await using _lock = await takePullLock(hub, listing.repository);
  await Promise.all(
    ["blobs", "refs", "trees", path.join("snapshots", listing.commit)].map((part) =>
      makeFolder(path.join(folder, part)),
    ),
  );
  await writeWhole(path.join(folder, "trees", `${listing.commit}.json`), describeListing(listing.files));
  const { size: total, remaining } = await measurePull(pull);
  let done = total - remaining;
  onProgress({ done, total });
  const onBytes = (count: number): void => onProgress({ done: (done += count), total });
  const fetchAll = (files: readonly HubFile[]): Promise<void> =>
    inTurns(files, signal, (file, stop) => fetchFile(file, { pull, folder, onBytes, signal: stop }));
  const files = listing.files.toSorted((a, b) => a.size - b.size);
  await fetchAll(files.filter((file) => !isWeights(file.path)));
  await fetchAll(files.filter((file) => isWeights(file.path)));
  await writeWhole(path.join(folder, "refs", "main"), listing.commit);
}

async function fetchFile(
  file: HubFile,
  {
    pull: { listing, access, world },
    folder,
    onBytes,
    signal,
  }: { pull: RepositoryPull; folder: string; onBytes: (count: number) => void; signal: AbortSignal },
): Promise<void> {
  const { repository, commit } = listing;
  const target = path.join(folder, "blobs", file.blob);
  const place = path.join(folder, "snapshots", commit, ...file.path.split("/"));
  if (await exists(place)) return;
  if (!(await exists(target))) {
    const url = `${access.endpoint}/${repository}/resolve/${commit}/${file.path.split("/").map(encodeURIComponent).join("/")}`;
    await downloadBlob({ url, file, target, repository, access, onBytes, signal, world });
  }
  await linkSnapshotFile(target, place);
}

/** Several at once, but never two with the same blob. The first failure stops the others, and is thrown when all have stopped. */
async function inTurns(
  files: readonly HubFile[],
  signal: AbortSignal,
  work: (file: HubFile, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const groups = [...Map.groupBy(files, ({ blob }) => blob).values()].values();
  let failure: { readonly cause: unknown } | undefined;
  const worker = async (): Promise<void> => {
    for (const group of groups) {
      for (const file of group) {
        if (failure !== undefined) return;
        try {
          await work(file, both);
        } catch (cause) {
          failure ??= { cause };
          stop.abort();
        }
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (failure !== undefined) throw failure.cause;
}

function uniqueBlobs(files: readonly HubFile[]): readonly HubFile[] {
  return [...new Map(files.map((file) => [file.blob, file])).values()];
}

async function bytesThere(
  file: HubFile,
  { hub, listing: { repository, commit } }: Pick<RepositoryPull, "hub" | "listing">,
): Promise<number> {
  const folder = path.join(hub, repositoryFolder(repository));
  const target = path.join(folder, "blobs", file.blob);
  if ((await exists(target)) || (await exists(path.join(folder, "snapshots", commit, ...file.path.split("/")))))
    return file.size;
  const partial = await stat(partialOf(target)).catch(() => undefined);
  return Math.min(partial?.size ?? 0, file.size);
}

/** `trees/<commit>.json` of huggingface_hub (`_tree_cache.py`, format 1): what the commit holds, kept so that a later run offline can tell whether all of it is there. */
function describeListing(files: readonly HubFile[]): string {
  const entries = files
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path: name, size, blob, gitId, xetHash }) => [
      name,
      {
        size,
        blob_id: gitId,
        ...(blob.length === 64 ? { lfs_sha256: blob, lfs_size: size } : {}),
        ...(xetHash === undefined ? {} : { xet_hash: xetHash }),
      },
    ]);
  return JSON.stringify({ format_version: 1, files: Object.fromEntries(entries) }, undefined, 1);
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => Promise.reject(diskFailure(cause, folder)));
}

async function writeWhole(file: string, text: string): Promise<void> {
  const aside = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(aside, text);
    await rename(aside, file);
  } catch (cause) {
    throw diskFailure(cause, file);
  }
}
