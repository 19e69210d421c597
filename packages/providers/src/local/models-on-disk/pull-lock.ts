import { mkdir, open, readFile, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { OrchestratorError } from "@ai-orchestrator/contract";
import { diskFailure } from "./disk-failure.ts";
import { repositoryFolder } from "./repository-name.ts";

/** Renewed this often while a download runs … */
const HEARTBEAT_MS = 20_000;
/** … and worth nothing when older than this, whoever made it. */
const STALE_MS = 120_000;

/**
 * Keeps two of our downloads of one repository apart. It lies where huggingface_hub keeps its own locks; those are
 * `flock`s, which Node cannot take, so against other programs the different names of the growing files help.
 * Throws `storage` where somebody else holds it.
 */
export async function takePullLock(hub: string, repository: string): Promise<AsyncDisposable> {
  const file = lockFile(hub, repository);
  await mkdir(path.dirname(file), { recursive: true }).catch((cause: unknown) =>
    Promise.reject(diskFailure(cause, file)),
  );
  for (let attempt = 1; !(await create(file)); attempt++) {
    if (attempt > 2 || (await isPullRunning(hub, repository)))
      throw new OrchestratorError("storage", `${repository} is being downloaded by another aio.`, {
        suggestion: "Wait for it to end.",
      });
    await rm(file, { force: true });
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    // A lock that somebody removed is not worth ending a download for.
    utimes(file, now, now).catch(() => clearInterval(heartbeat));
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(heartbeat);
      await rm(file, { force: true });
    },
  };
}

/** True while one of our downloads of the repository goes on, in this process or another. */
export async function isPullRunning(hub: string, repository: string): Promise<boolean> {
  const file = lockFile(hub, repository);
  try {
    const { mtimeMs } = await stat(file);
    const [pid, host] = (await readFile(file, "utf8")).split(" ");
    if (Date.now() - mtimeMs > STALE_MS) return false;
    return host !== hostname() || isAlive(Number(pid));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw diskFailure(error, file);
  }
}

function lockFile(hub: string, repository: string): string {
  return path.join(hub, ".locks", repositoryFolder(repository), "aio.lock");
}

async function create(file: string): Promise<boolean> {
  try {
    await using handle = await open(file, "wx");
    await handle.writeFile(`${process.pid} ${hostname()}`);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw diskFailure(error, file);
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
