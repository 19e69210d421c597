import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

/** What is installed beside our own code, as the lock file says: a poisoned package must not come in, or run, unnoticed. */
const root = path.resolve(import.meta.dirname, "..");

interface Locked {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
const foreign = Object.entries(packages).filter(([name, { link }]) => name.includes("node_modules/") && link !== true);
const own = Object.entries(packages).filter(([name]) => !name.includes("node_modules/"));

it("no package runs anything when it is installed", () => {
  expect(foreign.length).toBeGreaterThan(100);
  expect(foreign.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([name]) => name)).toEqual([]);
});

it("every package comes from the registry (any one: no address is written down) and is known by its SHA-512", () => {
  const odd = foreign.filter(
    ([, { resolved, integrity = "" }]) =>
      (resolved !== undefined && !resolved.startsWith("https://registry.npmjs.org/")) ||
      !integrity.startsWith("sha512-"),
  );
  expect(odd.map(([name]) => name)).toEqual([]);
});

it("our packages name exact versions, and few of them: at most eight each beside our own and the AI SDK's providers", () => {
  const loose: string[] = [];
  const many: string[] = [];
  for (const [name, { dependencies = {}, devDependencies = {}, optionalDependencies = {} }] of own) {
    for (const [of, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }))
      if (!of.startsWith("@ai-orchestrator/") && of !== "ai-orchestrator" && !/^\d+\.\d+\.\d+$/.test(version))
        loose.push(`${name}: ${of} ${version}`);
    const direct = Object.keys(dependencies).filter(
      (of) => !/^(@ai-orchestrator\/|@ai-sdk\/|ai-orchestrator$)/.test(of),
    );
    if (direct.length > 8) many.push(`${name}: ${direct.join(", ")}`);
  }
  expect({ loose, many }).toEqual({ loose: [], many: [] });
});
