import path from "node:path";
import type { Leftover } from "@ai-orchestrator/contract";
import { missingFrom } from "./judge-snapshot.ts";
import { isPullRunning } from "./pull-lock.ts";
import type { HubBlob, HubRepository, HubSnapshot } from "./read-hub.ts";

/** Something to remove, with everything that goes with it. */
export interface HubLeftover extends Leftover {
  /** In the order of removal: what links comes before what is linked to. */
  readonly paths: readonly string[];
}

/** What of one repository can go, and what stays although it looks like rubbish. */
export interface HubFindings {
  readonly leftovers: readonly HubLeftover[];
  readonly leftAlone: readonly { readonly path: string; readonly why: string }[];
}

/** A file of another program that changed more recently may be in use. */
const QUIET_MS = 10 * 60_000;

/** Looks through one repository of a cache. Touches nothing. */
export async function findLeftovers(repository: HubRepository, now: number): Promise<HubFindings> {
  const { hub, folder, id, strange } = repository;
  const leftAlone = strange.map((file) => ({ path: file, why: "not of the layout we know" }));
  if (await isPullRunning(hub, id))
    return { leftovers: [], leftAlone: [...leftAlone, { path: folder, why: "a download is under way" }] };
  const { going, staying } = await sortSnapshots(repository.snapshots);
  const kept = new Set(staying.flatMap(blobsOf));
  const leftovers: HubLeftover[] = [];
  for (const { snapshot, kind } of going) {
    const own = new Set(blobsOf(snapshot).filter((blob) => !kept.has(blob)));
    for (const blob of own) kept.add(blob); // counted once, with the first that goes
    leftovers.push(snapshotLeftover(snapshot, { kind, repository, own }));
  }
  const linked = new Set(repository.snapshots.flatMap(blobsOf));
  const loose = [
    ...repository.partials.map((blob) => ({ blob, kind: "incomplete download" as const })),
    ...repository.blobs
      .filter(({ name, isShared }) => !linked.has(name) && !isShared)
      .map((blob) => ({ blob, kind: "unreferenced file" as const })),
  ];
  for (const { blob, kind } of loose) {
    const isOurs = blob.name.endsWith(".aio.incomplete");
    if (!isOurs && now - blob.changedAt < QUIET_MS)
      leftAlone.push({ path: blob.path, why: "changed minutes ago: another program may be downloading it" });
    else leftovers.push({ model: id, kind, path: blob.path, size: blob.size, paths: [blob.path] });
  }
  return { leftovers, leftAlone };
}

/**
 * A snapshot that a branch or tag means stays. Others go where they are known to be unfinished, or where a whole one
 * that a branch means took their place; a commit that was asked for by its hash has no branch and stays alone.
 */
async function sortSnapshots(snapshots: readonly HubSnapshot[]): Promise<{
  readonly going: readonly { readonly snapshot: HubSnapshot; readonly kind: Leftover["kind"] }[];
  readonly staying: readonly HubSnapshot[];
}> {
  const judged = await Promise.all(
    snapshots.map(async (snapshot) => ({ snapshot, isWhole: (await missingFrom(snapshot)) === undefined })),
  );
  const isReplaced = judged.some(({ snapshot, isWhole }) => snapshot.refs.length > 0 && isWhole);
  const kindOf = ({ snapshot, isWhole }: (typeof judged)[number]): Leftover["kind"] | undefined => {
    if (snapshot.refs.length > 0 || snapshot.files.some(({ isForeign }) => isForeign)) return undefined;
    if (!isWhole && snapshot.listing !== undefined) return "incomplete download";
    return isReplaced ? "superseded snapshot" : undefined;
  };
  const going = judged.flatMap((one) => {
    const kind = kindOf(one);
    return kind === undefined ? [] : [{ snapshot: one.snapshot, kind }];
  });
  const staying = judged.filter((one) => kindOf(one) === undefined).map(({ snapshot }) => snapshot);
  return { going, staying };
}

function snapshotLeftover(
  snapshot: HubSnapshot,
  {
    kind,
    repository,
    own,
  }: { readonly kind: Leftover["kind"]; readonly repository: HubRepository; readonly own: ReadonlySet<string> },
): HubLeftover {
  const blobs: readonly HubBlob[] = repository.blobs.filter(({ name, isShared }) => own.has(name) && !isShared);
  const copies = snapshot.files.filter(({ blob }) => blob === undefined);
  const size = [...blobs, ...copies].reduce((sum, one) => sum + (one.size ?? 0), 0);
  return {
    model: repository.id,
    kind,
    path: snapshot.folder,
    size,
    paths: [
      snapshot.folder,
      path.join(repository.folder, "trees", `${snapshot.commit}.json`),
      ...blobs.map((blob) => blob.path),
    ],
  };
}

function blobsOf(snapshot: HubSnapshot): readonly string[] {
  return snapshot.files.flatMap(({ blob }) => (blob === undefined ? [] : [blob]));
}
