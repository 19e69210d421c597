import { readdir, rm, rmdir } from "node:fs/promises";
import path from "node:path";
import { OrchestratorError } from "@ai-orchestrator/contract";
import { diskFailure } from "./disk-failure.ts";
import { findLeftovers, type HubFindings, type HubLeftover } from "./hub-leftovers.ts";
import { isPullRunning } from "./pull-lock.ts";
import { readHub, REPOSITORY_PARTS, type HubRepository } from "./read-hub.ts";

/** Everything that can go from the given caches, and what is left alone. */
export async function findHubLeftovers(hubs: readonly string[], now: number): Promise<HubFindings> {
  const all: HubFindings[] = [];
  for (const hub of hubs) {
    const { repositories, strange } = await readHub(hub);
    all.push({
      leftovers: [],
      leftAlone: strange.map((folder) => ({ path: folder, why: "not of the layout we know" })),
    });
    for (const repository of repositories) all.push(await findLeftovers(repository, now));
  }
  return { leftovers: all.flatMap((one) => one.leftovers), leftAlone: all.flatMap((one) => one.leftAlone) };
}

/** Removes what was agreed to, as far as it is still rubbish by now: since the question a download may have begun. Returns the bytes freed. */
export async function removeLeftovers(
  agreed: readonly HubLeftover[],
  { hubs, now }: { readonly hubs: readonly string[]; readonly now: number },
): Promise<number> {
  const paths = new Set(agreed.map((leftover) => leftover.path));
  const { leftovers } = await findHubLeftovers(hubs, now);
  const going = leftovers.filter((leftover) => paths.has(leftover.path));
  for (const leftover of going) for (const file of leftover.paths) await removePath(file, hubs);
  for (const hub of hubs) {
    for (const repository of (await readHub(hub)).repositories) {
      const { blobs, partials, snapshots } = repository;
      const isTouched = going.some((leftover) => leftover.path.startsWith(`${repository.folder}${path.sep}`));
      if (isTouched && blobs.length + partials.length + snapshots.length === 0) await removeParts(repository);
    }
  }
  return going.reduce((sum, { size }) => sum + size, 0);
}

/** Removes a whole repository from its cache: what links first, so that a break leaves nothing that looks usable. Throws `storage`, also while it is being downloaded. */
export async function removeRepository(repository: HubRepository): Promise<void> {
  if (await isPullRunning(repository.hub, repository.id))
    throw new OrchestratorError("storage", `${repository.id} is being downloaded.`, {
      suggestion: "Stop that first, or wait for its end.",
    });
  await removeParts(repository);
  await rm(path.join(repository.hub, ".locks", path.basename(repository.folder)), { recursive: true, force: true });
}

/** Bytes that removing a repository frees: a file with names elsewhere stays. */
export function freedByRemoval({ blobs, partials, snapshots }: HubRepository): number {
  const copies = snapshots.flatMap(({ files }) =>
    files.filter(({ blob, isForeign }) => blob === undefined && !isForeign),
  );
  const own = [...blobs, ...partials].filter(({ isShared }) => !isShared);
  return [...own, ...copies].reduce((sum, { size }) => sum + (size ?? 0), 0);
}

/** Only the parts we know; with anything else in it the folder stays. */
async function removeParts({ folder, hub }: HubRepository): Promise<void> {
  for (const part of REPOSITORY_PARTS) await removePath(path.join(folder, part), [hub]);
  if ((await readdir(folder)).length === 0) await rmdir(folder).catch(throwDisk(folder));
}

async function removePath(file: string, hubs: readonly string[]): Promise<void> {
  if (!hubs.some((hub) => file.startsWith(`${path.join(hub, "models--")}`)))
    throw new OrchestratorError("internal", `${file} is in no model's folder.`);
  await rm(file, { recursive: true, force: true }).catch(throwDisk(file));
}

function throwDisk(file: string): (cause: unknown) => never {
  return (cause) => {
    throw diskFailure(cause, file);
  };
}
