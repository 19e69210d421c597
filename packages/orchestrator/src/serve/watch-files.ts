import { watch, type FSWatcher } from "node:fs";
import path from "node:path";
import type { Logger } from "@ai-orchestrator/contract";

/** Editors and renewals write in several steps: what comes within this many ms is one change. */
const SETTLE_MS = 100;

/**
 * Calls `onChange` after one of these files changed. Watches their folders, because a file that is replaced (by an editor,
 * by a certificate's renewal behind a link) is another file. Returns what stops it.
 */
export function watchFiles(files: readonly string[], onChange: () => void, logger: Logger): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watchers: FSWatcher[] = [];
  for (const [folder, inIt] of Map.groupBy(files, (file) => path.dirname(file))) {
    const names = new Set(inIt.map((file) => path.basename(file)));
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        // Kubernetes swaps the folder behind all its files: `..data`.
        if (name === null || !(names.has(name) || name.startsWith(".."))) return;
        clearTimeout(timer);
        timer = setTimeout(onChange, SETTLE_MS);
      });
      // A folder that is moved or removed under the watcher: on Windows that is an error event.
      watcher.on("error", (error) =>
        logger.log("warn", "A folder is no longer watched.", { folder, reason: error.message }),
      );
      watchers.push(watcher);
    } catch (error) {
      logger.log("warn", "A folder is not watched.", { folder, reason: String(error) });
    }
  }
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
