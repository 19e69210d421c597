/**
 * Who may import whom: a star around `contract`. The first row whose `files`
 * prefix matches a file decides; a file no row covers fails the lint.
 * `packages`: workspace packages it may import. `node`: whether `node:*` and
 * other built-ins are allowed.
 */
interface LawRow {
  readonly files: string;
  readonly packages: readonly string[];
  readonly node: boolean;
}

/** The table. */
export const LAW: readonly LawRow[] = [
  { files: "packages/contract/src/", packages: [], node: false },
  { files: "packages/engine/src/", packages: ["contract"], node: false },
  { files: "packages/security/src/", packages: ["contract"], node: false },
  { files: "packages/music/src/", packages: ["contract"], node: false },
  { files: "packages/gateway/src/client/", packages: ["contract"], node: false },
  { files: "packages/gateway/src/protocol/", packages: ["contract"], node: false },
  { files: "packages/gateway/src/server/", packages: ["contract"], node: true },
  { files: "packages/gateway/src/", packages: ["contract"], node: true },
  { files: "packages/providers/src/", packages: ["contract"], node: true },
  { files: "packages/vault/src/", packages: ["contract"], node: true },
  { files: "packages/store/src/", packages: ["contract"], node: true },
  { files: "packages/orchestrator/src/", packages: ["*"], node: true },
  { files: "apps/cli/src/", packages: ["contract", "orchestrator", "gateway/client"], node: true },
  { files: "apps/tui/src/", packages: ["contract", "orchestrator", "gateway/client"], node: true },
  { files: "apps/desktop/src/", packages: ["contract", "orchestrator", "gateway/client"], node: true },
  { files: "apps/web/src/", packages: ["contract", "gateway/client"], node: false },
  { files: "apps/vscode/src/", packages: ["contract", "gateway/client"], node: true },
  { files: "bench/", packages: ["*"], node: true },
  { files: "tools/", packages: ["*"], node: true },
  { files: "examples/", packages: ["orchestrator", "contract", "gateway/client"], node: true },
  { files: "vitest.config.ts", packages: [], node: true },
];

/** Names that say nothing about what is inside. */
const BANNED_NAMES = new Set([
  "utils",
  "util",
  "helpers",
  "helper",
  "common",
  "core",
  "misc",
  "manager",
  "service",
  "services",
]);

/** The workspace package a specifier names, e.g. `gateway/client`. */
function workspacePackage(specifier: string): string | undefined {
  if (specifier === "ai-orchestrator" || specifier.startsWith("ai-orchestrator/")) return "orchestrator";
  if (!specifier.startsWith("@ai-orchestrator/")) return undefined;
  const [name, entry] = specifier.slice("@ai-orchestrator/".length).split("/");
  return name === "gateway" && entry ? `gateway/${entry}` : name;
}

/** The package or app folder a file belongs to. */
function roomOf(file: string): string {
  return file.split("/").slice(0, 2).join("/");
}

/** The first row that covers a file; a package's `test/` folder lives under the law of its `src/`. */
function rowOf(file: string): LawRow | undefined {
  const place = file.replace(/^((?:packages|apps)\/[^/]+)\/test\//, "$1/src/");
  return LAW.find((candidate) => place.startsWith(candidate.files));
}

/** Tests and what only they use. */
function isTestFile(file: string): boolean {
  return /\.test\.ts$|\/(test|testing|fixtures|conformance)\//.test(file);
}

/** Where a relative import points. */
function resolveRelative(file: string, specifier: string): string {
  const parts = file.split("/").slice(0, -1);
  for (const piece of specifier.split("/")) {
    if (piece === "..") parts.pop();
    else if (piece !== ".") parts.push(piece);
  }
  return parts.join("/");
}

/**
 * The complaint about one import, or undefined if it is lawful. `file` is a path from the
 * repository's root with forward slashes, `specifier` as written.
 */
export function judgeImport(file: string, specifier: string): string | undefined {
  const row = rowOf(file);
  if (row === undefined) return `No row of the import law covers ${file}; add one in tools/lint/import-law.ts.`;
  const isTest = isTestFile(file);
  if (specifier.startsWith("node:")) {
    return row.node || isTest ? undefined : `${row.files} runs anywhere and may not import ${specifier}.`;
  }
  if (specifier.startsWith(".")) {
    const target = resolveRelative(file, specifier);
    if (row.files === "bench/" || row.files === "tools/" || isTest) return undefined;
    if (roomOf(target) !== roomOf(file)) return `${specifier} leaves ${roomOf(file)}; import the package by name.`;
    const other = LAW.find((candidate) => target.startsWith(candidate.files));
    return other === undefined || other === row || row.packages.includes("*") || target.includes("/protocol/")
      ? undefined
      : `${row.files} may not reach into ${other.files}.`;
  }
  const target = workspacePackage(specifier);
  if (target === undefined || row.packages.includes("*")) return undefined;
  const own = roomOf(file).split("/")[1];
  if (target.split("/")[0] === own) return undefined;
  return row.packages.some((allowed) => target === allowed || target.startsWith(`${allowed}/`))
    ? undefined
    : `${row.files} may not import ${specifier}; allowed: ${row.packages.join(", ") || "nothing"}.`;
}

/** The complaint about a file's place or name, or undefined. */
export function judgeFile(file: string): string | undefined {
  if (rowOf(file) === undefined) {
    return `No row of the import law covers ${file}; add one in tools/lint/import-law.ts.`;
  }
  for (const piece of file.split("/")) {
    const name = piece.replace(/(\.test)?\.[cm]?[jt]s$/, "");
    if (BANNED_NAMES.has(name))
      return `"${name}" says nothing about what is inside; name the file or folder for what it does.`;
  }
  return undefined;
}
