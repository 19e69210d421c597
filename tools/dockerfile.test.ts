import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");

/** Instructions in order, comments and blank lines left out. */
const LINES = read("Dockerfile")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => {
    const cut = line.indexOf(" ");
    return { word: line.slice(0, cut), rest: line.slice(cut + 1) };
  });
const of = (word: string): string[] => LINES.filter((line) => line.word === word).map(({ rest }) => rest);
const IGNORED = read(".dockerignore").split("\n").filter(Boolean);

/** A container cannot be built everywhere the tests run: what the Dockerfile relies on is looked at one by one. */
describe("the Dockerfile", () => {
  it("holds only instructions that Docker knows", () => {
    const known = /^(?:FROM|WORKDIR|COPY|RUN|ENV|USER|VOLUME|EXPOSE|HEALTHCHECK|STOPSIGNAL|ENTRYPOINT|CMD)$/;
    for (const { word } of LINES) expect(word).toMatch(known);
  });

  it("copies what the build makes", () => {
    expect(of("RUN")).toContain("npm run build");
    const [made] = of("COPY").flatMap((rest) => /^--from=build \/src\/(\S+) \/app$/.exec(rest)?.[1] ?? []);
    expect(read("tools/build.ts")).toContain(`path.join(root, "${made}")`);
    const [program, file] = JSON.parse(of("ENTRYPOINT")[0] ?? "") as [string, string];
    expect(program).toBe("node");
    expect(read("tools/build.ts")).toMatch(new RegExp(`^ {2}${path.basename(file, ".js")}: "`, "m"));
  });

  it("sends Docker no modules of another platform, no history and no earlier build, but all that the build needs", () => {
    for (const name of ["node_modules", ".git", "dist"])
      expect(IGNORED.some((line) => line.replace(/^\*\*\//, "") === name)).toBe(true);
    for (const name of ["package-lock.json", "packages", "apps", "tools", "docs", "README.md", "LICENSE"]) {
      expect(existsSync(path.join(root, name))).toBe(true);
      expect(IGNORED).not.toContain(name);
    }
  });

  it("runs a command that the program knows, as nobody special, on a volume of its own", () => {
    const command = JSON.parse(of("CMD")[0] ?? "") as string[];
    const options = read("apps/cli/src/register/serve.ts");
    expect(command[0]).toBe("serve");
    for (const word of command.filter((one) => one.startsWith("--"))) expect(options).toContain(word);
    expect(of("USER")).toEqual(["node"]);
    expect(of("ENV").join(" ")).toContain(`AI_ORCHESTRATOR_HOME=${of("VOLUME")[0]}`);
    expect(command).toContain(of("EXPOSE")[0]);
    const check = JSON.parse((of("HEALTHCHECK")[0] ?? "").replace(/^.*CMD /, "")) as string[];
    expect(check.slice(0, 2)).toEqual(JSON.parse(of("ENTRYPOINT")[0] ?? ""));
    for (const word of check.filter((one) => one.startsWith("--"))) expect(options).toContain(word);
  });

  it("starts from the Node that the program asks for", () => {
    const wanted = /engines: \{ node: ">=(\d+)/.exec(read("tools/build.ts"))?.[1];
    for (const image of of("FROM"))
      expect(Number(/^node:(\d+)-/.exec(image)?.[1])).toBeGreaterThanOrEqual(Number(wanted));
  });
});
