import { existsSync } from "node:fs";

/** A real browser on this machine, if there is one (Debian: `apt-get install chromium`). */
export const CHROMIUM: string | undefined = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((path) => existsSync(path));
