import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** Never worth attaching. */
const ALWAYS_IGNORED = new Set([
  ".git",
  ".hg",
  ".svn",
  "node_modules",
  "__pycache__",
  ".venv",
  "venv",
  "dist",
  "build",
  "target",
  ".next",
  ".cache",
  ".DS_Store",
]);
/** Files that hold secrets by custom are never attached by folder. */
const SECRET_NAMES = /^(\.env(\..*)?|.*\.pem|.*\.key|id_rsa.*|id_ed25519.*|credentials.*\.json)$/i;
const MAX_FILES = 500;
const MAX_FILE_BYTES = 1024 * 1024;

interface Rule {
  readonly base: string;
  readonly negated: boolean;
  readonly folderOnly: boolean;
  readonly matches: (relative: string, name: string) => boolean;
}

/** Text files below a folder, sorted, `.gitignore` and `.aioignore` respected; binaries, secrets and build output left out; at most 500 files of 1 MB. */
export function listFolder(folder: string): readonly string[] {
  const found: string[] = [];
  walk({ root: folder, relative: "", rules: [], found });
  return found.sort();
}

interface Walk {
  readonly root: string;
  readonly relative: string;
  readonly rules: readonly Rule[];
  readonly found: string[];
}

function walk({ root, relative, rules, found }: Walk): void {
  const here = path.join(root, relative);
  const active = [...rules, ...readRules(here, relative)];
  for (const entry of readdirSync(here, { withFileTypes: true })) {
    if (found.length >= MAX_FILES) return;
    const child = relative === "" ? entry.name : `${relative}/${entry.name}`;
    if (ALWAYS_IGNORED.has(entry.name) || entry.isSymbolicLink()) continue;
    if (isIgnored(active, child, { name: entry.name, isFolder: entry.isDirectory() })) continue;
    if (entry.isDirectory()) walk({ root, relative: child, rules: active, found });
    else if (entry.isFile() && !SECRET_NAMES.test(entry.name) && isText(path.join(root, child))) found.push(child);
  }
}

function isText(file: string): boolean {
  if (statSync(file).size > MAX_FILE_BYTES) return false;
  const bytes = readFileSync(file);
  if (bytes.subarray(0, 8192).includes(0)) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false; // Not UTF-8: a binary, which folders leave out by contract.
  }
}

function readRules(folder: string, base: string): readonly Rule[] {
  return [".gitignore", ".aioignore"].flatMap((name) => {
    const file = path.join(folder, name);
    return existsSync(file)
      ? readFileSync(file, "utf8")
          .split(/\r?\n/)
          .flatMap((line) => toRule(line, base))
      : [];
  });
}

function toRule(line: string, base: string): readonly Rule[] {
  let pattern = line.trim();
  if (pattern === "" || pattern.startsWith("#")) return [];
  const negated = pattern.startsWith("!");
  if (negated) pattern = pattern.slice(1);
  const folderOnly = pattern.endsWith("/");
  if (folderOnly) pattern = pattern.slice(0, -1);
  const anchored = pattern.includes("/");
  const glob = pattern.replace(/^\//, "");
  const matches = (relative: string, name: string): boolean => path.matchesGlob(anchored ? relative : name, glob);
  return [{ base, negated, folderOnly, matches }];
}

function isIgnored(
  rules: readonly Rule[],
  relative: string,
  entry: { readonly name: string; readonly isFolder: boolean },
): boolean {
  let ignored = false;
  for (const rule of rules) {
    if (rule.folderOnly && !entry.isFolder) continue;
    const below = rule.base === "" ? relative : relative.slice(rule.base.length + 1);
    if (rule.matches(below, entry.name)) ignored = !rule.negated;
  }
  return ignored;
}
