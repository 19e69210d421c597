import { copyFile, link, mkdir, rm, stat, symlink } from "node:fs/promises";
import path from "node:path";
import { diskFailure } from "./disk-failure.ts";

/**
 * Makes a snapshot's file out of a blob: a relative link, so that the cache can be moved. Where the system makes no
 * such links (Windows without developer mode) a second name of the same file, and on disks without those a copy.
 */
export async function linkSnapshotFile(blob: string, file: string): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    if (await exists(file)) return;
    await rm(file, { force: true }); // a link that leads nowhere
    await symlink(path.relative(path.dirname(file), blob), file)
      .catch(() => link(blob, file))
      .catch(() => copyFile(blob, file));
  } catch (cause) {
    throw diskFailure(cause, file);
  }
}

/** True for a file that is there, or a link that leads to one. */
export async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
