import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** What to write types of, and where. */
export interface TypeOptions {
  readonly root: string;
  /** The package folder. */
  readonly out: string;
  /** Files of packages/orchestrator/src, without ending, whose types are public. */
  readonly entries: readonly string[];
}

/** Faces of other packages that public types may reach. */
const FACES: Readonly<Record<string, string>> = {
  "@ai-orchestrator/contract": "packages/contract/src/index.d.ts",
  "@ai-orchestrator/gateway/client": "packages/gateway/src/client/index.d.ts",
};

const SPECIFIER = /((?:from|import)\s*\(?\s*")([^"]+)(")/g;

/**
 * Writes the declarations that the public entries reach, and nothing else, into `out/types`.
 * Workspace names become relative paths, so that the package needs no other. Returns how many files. Throws if an entry reaches outside these and orchestrator.
 */
export function writeTypes({ root, out, entries }: TypeOptions): number {
  const folder = mkdtempSync(path.join(tmpdir(), "aio-types-"));
  try {
    const emit = [
      "--declaration",
      "--emitDeclarationOnly",
      "--noCheck",
      "--noEmit",
      "false",
      "--outDir",
      folder,
      "--rootDir",
      root,
    ];
    const config = path.join(folder, "tsconfig.json");
    writeFileSync(
      config,
      JSON.stringify({
        extends: path.join(root, "tsconfig.json"),
        compilerOptions: {
          typeRoots: [path.join(root, "node_modules/@types")],
          // Reached through node_modules, whose links lead back here, they count as other people's now and then: it hangs on
          // which thread of the compiler comes first, and no declarations are written of those.
          paths: Object.fromEntries(
            Object.entries(FACES).map(([name, face]) => [name, [path.join(root, face.replace(/\.d\.ts$/, ".ts"))]]),
          ),
        },
        include: [
          ...Object.values(FACES).map((face) => path.join(root, face.replace(/\.d\.ts$/, ".ts"))),
          ...entries.map((entry) => path.join(root, `packages/orchestrator/src/${entry}.ts`)),
        ],
      }),
    );
    execFileSync(process.execPath, [path.join(root, "node_modules/typescript/bin/tsc"), "-p", config, ...emit], {
      stdio: "inherit",
    });
    const done = new Set<string>();
    for (const entry of entries)
      copyReached(path.join(folder, `packages/orchestrator/src/${entry}.d.ts`), { folder, out, done });
    return done.size;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Copying {
  readonly folder: string;
  readonly out: string;
  readonly done: Set<string>;
}

function copyReached(file: string, copying: Copying): void {
  if (copying.done.has(file)) return;
  copying.done.add(file);
  if (!existsSync(file)) throw new Error(`No declaration was written for ${file}.`);
  const target = placeOf(file, copying);
  const text = readFileSync(file, "utf8").replace(
    SPECIFIER,
    (_all, before: string, specifier: string, after: string) => {
      const reached = resolve(specifier, file, copying);
      if (reached === undefined) return `${before}${specifier}${after}`;
      copyReached(reached, copying);
      const relative = path
        .relative(path.dirname(target), placeOf(reached, copying))
        .split(path.sep)
        .join("/")
        .replace(/\.d\.ts$/, ".js");
      return `${before}${relative.startsWith(".") ? relative : `./${relative}`}${after}`;
    },
  );
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}

/** `packages/contract/src/x.d.ts` → `types/contract/x.d.ts`. */
function placeOf(file: string, { folder, out }: Copying): string {
  const [, name = "", , ...rest] = path.relative(folder, file).split(path.sep);
  return path.join(out, "types", name, ...rest);
}

function resolve(specifier: string, from: string, { folder }: Copying): string | undefined {
  if (specifier.startsWith(".")) return path.resolve(path.dirname(from), specifier.replace(/\.ts$/, ".d.ts"));
  const face = FACES[specifier];
  if (face !== undefined) return path.join(folder, face);
  if (specifier.startsWith("@ai-orchestrator/")) throw new Error(`The public types reach ${specifier} from ${from}.`);
  return undefined;
}
