import { lstat, readFile, readdir, readlink, stat } from "node:fs/promises";
import path from "node:path";
import { repositoryOf } from "./repository-name.ts";

/** A file below `blobs`: whole, or on its way. */
export interface HubBlob {
  readonly name: string;
  readonly path: string;
  readonly size: number;
  readonly changedAt: number;
  /** It has names on the disk besides this one and those in our snapshots: removing it frees nothing. */
  readonly isShared: boolean;
}

/** A file of a snapshot. `size` is absent where its link leads nowhere. */
export interface SnapshotFile {
  readonly path: string;
  readonly size?: number;
  /** What it links to, or is a second name of; absent for a copy. */
  readonly blob?: string;
  /** A link to somewhere outside this repository's blobs. */
  readonly isForeign: boolean;
}

/** One commit of a repository. */
export interface HubSnapshot {
  readonly commit: string;
  readonly folder: string;
  readonly files: readonly SnapshotFile[];
  /** Branches and tags that mean it. */
  readonly refs: readonly string[];
  /** Paths that the whole commit has, where its listing was kept. */
  readonly listing?: readonly string[];
}

/** One repository of a cache. */
export interface HubRepository {
  readonly hub: string;
  readonly folder: string;
  readonly id: string;
  readonly blobs: readonly HubBlob[];
  readonly partials: readonly HubBlob[];
  readonly snapshots: readonly HubSnapshot[];
  /** What lies there that is not of the known layout. */
  readonly strange: readonly string[];
}

/** What one cache holds. */
export interface HubContent {
  readonly repositories: readonly HubRepository[];
  /** Model folders that are not of the known layout. */
  readonly strange: readonly string[];
}

/** Folders of a repository: huggingface_hub's layout (`file_download.py`, `_tree_cache.py`). */
export const REPOSITORY_PARTS = ["refs", "snapshots", "trees", ".no_exist", "blobs"] as const;
const BLOB_NAME = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const PARTIAL_NAME = /^(?:[0-9a-f]{40}|[0-9a-f]{64})(?:\.[\w-]+)?\.incomplete$/;
/** Left by file managers; huggingface_hub passes over them too. */
const PASSED_OVER: ReadonlySet<string> = new Set([".DS_Store"]);

const ABSENT: ReadonlySet<string | undefined> = new Set(["ENOENT", "ENOTDIR", "ELOOP"]);

/** Reads a cache folder. What does not exist holds nothing; what cannot be understood is named, never guessed at. */
export async function readHub(hub: string): Promise<HubContent> {
  const repositories: HubRepository[] = [];
  const strange: string[] = [];
  for (const name of await namesIn(hub)) {
    if (!name.startsWith("models--")) continue;
    const id = repositoryOf(name);
    const folder = path.join(hub, name);
    const repository =
      id !== undefined && (await isFolder(folder)) ? await tryToRead(readRepository(hub, folder, id)) : undefined;
    if (repository === undefined) strange.push(folder);
    else repositories.push(repository);
  }
  return { repositories, strange };
}

/** A blob with what tells hard links apart. */
interface FoundBlob extends Omit<HubBlob, "isShared"> {
  readonly inode: string;
  readonly names: number;
}

/** What reading a snapshot needs to know of its repository. */
interface Surroundings {
  readonly blobFolder: string;
  readonly byInode: ReadonlyMap<string, string>;
  readonly refs: ReadonlyMap<string, string>;
  readonly strange: string[];
}

async function readRepository(hub: string, folder: string, id: string): Promise<HubRepository> {
  const known: readonly string[] = REPOSITORY_PARTS;
  const unknown = (await namesIn(folder)).filter((name) => !known.includes(name));
  const strange = unknown.map((name) => path.join(folder, name));
  const blobFolder = path.join(folder, "blobs");
  const found = await readBlobs(blobFolder, strange);
  const refs = await readRefs(path.join(folder, "refs"));
  const byInode = new Map(found.map(({ inode, name }) => [inode, name]));
  const snapshots = await Promise.all(
    (await namesIn(path.join(folder, "snapshots"))).map((commit) =>
      readSnapshot(folder, commit, { blobFolder, byInode, refs, strange }),
    ),
  );
  const secondNames = snapshots.flatMap((one) => one?.secondNames ?? []);
  const files = found.map(({ inode: _inode, names, ...blob }) => ({
    ...blob,
    isShared: names > 1 + secondNames.filter((name) => name === blob.name).length,
  }));
  return {
    hub,
    folder,
    id,
    blobs: files.filter(({ name }) => BLOB_NAME.test(name)),
    partials: files.filter(({ name }) => PARTIAL_NAME.test(name)),
    snapshots: snapshots.flatMap((one) => (one === undefined ? [] : [one.snapshot])),
    strange,
  };
}

async function readBlobs(folder: string, strange: string[]): Promise<readonly FoundBlob[]> {
  const blobs: FoundBlob[] = [];
  for (const name of await namesIn(folder)) {
    const file = path.join(folder, name);
    const found = await unlessAbsent(lstat(file), undefined); // gone since the folder was read
    if (found === undefined) continue;
    const { size, mtimeMs: changedAt, nlink: names } = found;
    if (!found.isFile() || !(BLOB_NAME.test(name) || PARTIAL_NAME.test(name))) strange.push(file);
    else blobs.push({ name, path: file, size, changedAt, names, inode: inodeOf(found) });
  }
  return blobs;
}

async function readSnapshot(
  repository: string,
  commit: string,
  surroundings: Surroundings,
): Promise<{ readonly snapshot: HubSnapshot; readonly secondNames: readonly string[] } | undefined> {
  const folder = path.join(repository, "snapshots", commit);
  if (!/^[\w.-]+$/.test(commit) || !(await isFolder(folder))) {
    surroundings.strange.push(folder);
    return undefined;
  }
  const listing = await readListing(path.join(repository, "trees", `${commit}.json`));
  const found = await readFiles(folder, surroundings);
  const snapshot = {
    commit,
    folder,
    files: found.map(({ file }) => file),
    refs: [...surroundings.refs].filter(([, meant]) => meant === commit).map(([ref]) => ref),
    ...(listing === undefined ? {} : { listing }),
  };
  return {
    snapshot,
    secondNames: found.flatMap(({ file, isLink }) => (isLink || file.blob === undefined ? [] : [file.blob])),
  };
}

async function readFiles(
  folder: string,
  { blobFolder, byInode, strange }: Surroundings,
): Promise<readonly { readonly file: SnapshotFile; readonly isLink: boolean }[]> {
  const entries = await unlessAbsent(readdir(folder, { recursive: true, withFileTypes: true }), []);
  const files = entries.filter((entry) => !entry.isDirectory() && !PASSED_OVER.has(entry.name));
  return Promise.all(
    files.map(async (entry) => {
      const place = path.join(entry.parentPath, entry.name);
      const found = await unlessAbsent(stat(place), undefined); // a link that leads nowhere
      const isLink = entry.isSymbolicLink();
      const target = isLink ? path.resolve(entry.parentPath, await readlink(place)) : undefined;
      const isForeign = target !== undefined && path.dirname(target) !== path.resolve(blobFolder);
      if (isForeign) strange.push(place);
      const twin = isLink || found === undefined ? undefined : byInode.get(inodeOf(found));
      const blob = target === undefined || isForeign ? twin : path.basename(target);
      const file = {
        path: path.relative(folder, place).split(path.sep).join("/"),
        isForeign,
        ...(found === undefined ? {} : { size: found.size }),
        ...(blob === undefined ? {} : { blob }),
      };
      return { file, isLink };
    }),
  );
}

function inodeOf({ dev, ino }: { readonly dev: number; readonly ino: number }): string {
  return `${dev}:${ino}`;
}

async function readRefs(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await unlessAbsent(readdir(folder, { recursive: true, withFileTypes: true }), []);
  const refs = await Promise.all(
    entries
      .filter((entry) => entry.isFile() && !PASSED_OVER.has(entry.name))
      .map(async (entry) => {
        const file = path.join(entry.parentPath, entry.name);
        return [path.relative(folder, file), (await readFile(file, "utf8")).trim()] as const;
      }),
  );
  return new Map(refs);
}

/** Paths in `trees/<commit>.json`; undefined for another format version. */
async function readListing(file: string): Promise<readonly string[] | undefined> {
  try {
    const { format_version: version, files } = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
    return version === 1 && typeof files === "object" && files !== null ? Object.keys(files) : undefined;
  } catch {
    return undefined; // not kept, or not whole: the snapshot is judged without it
  }
}

async function isFolder(folder: string): Promise<boolean> {
  return lstat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await unlessAbsent(readdir(folder), []);
  return names.filter((name) => !PASSED_OVER.has(name)).toSorted();
}

/** Only what is not there counts as nothing: a folder that may not be read could hold everything that is in use. */
async function unlessAbsent<T, U>(reading: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await reading;
  } catch (error) {
    if (ABSENT.has((error as NodeJS.ErrnoException).code)) return otherwise;
    throw error;
  }
}

async function tryToRead(reading: Promise<HubRepository>): Promise<HubRepository | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== "string") throw error;
    return undefined; // a part that the disk does not show us: nothing can be said about the whole
  }
}
