import { lstat, mkdir, open, readFile, readdir, readlink, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import type { PullProgress } from "@ai-orchestrator/contract";
import { describe, expect, it } from "vitest";
import { shippedCatalogue } from "../../catalogue/index.ts";
import { findCachedMlxModels } from "../find-cached-mlx-models.ts";
import { createDiskWorld, mlxRepository, weights, type DiskWorld } from "./fixtures/disk-world.ts";
import { gitBlob, sha256 } from "./fixtures/hub-double.ts";
import { RECOMMENDED_MODELS } from "./recommended-models-table.ts";

const QWEN = "mlx-community/Qwen3-4B-Instruct-2507-4bit";
const COMMIT = "a".repeat(40);
const never = new AbortController().signal;

async function worldWithQwen(): Promise<DiskWorld & { readonly folder: string }> {
  const world = await createDiskWorld();
  world.double.repositories[QWEN] = mlxRepository();
  return { ...world, folder: path.join(world.hub, "models--mlx-community--Qwen3-4B-Instruct-2507-4bit") };
}

const shard = (world: DiskWorld, name: string): string => sha256(world.double.repositories[QWEN]!.files[name]!.content);
const bodies = ({ double }: DiskWorld, name: string): readonly string[] =>
  double.requests.filter(({ at, line }) => at === "storage" && line.includes(name)).map(({ range }) => range ?? "all");

// Windows lets only some users make the links a cache is built of.
describe.skipIf(process.platform === "win32")("pulling from Hugging Face", () => {
  it("lays a repository out as huggingface_hub does", async () => {
    await using world = await worldWithQwen();
    const seen = await world.pull("mlx-qwen3-4b");
    const { files } = world.double.repositories[QWEN]!;
    const snapshot = path.join(world.folder, "snapshots", COMMIT);
    for (const [name, { content, large }] of Object.entries(files)) {
      const blob = large === true ? sha256(content) : gitBlob(content);
      const up = name.includes("/") ? "../../../blobs" : "../../blobs";
      expect(await readlink(path.join(snapshot, name))).toBe(path.join(up, blob));
      expect(await readFile(path.join(world.folder, "blobs", blob))).toEqual(content);
    }
    expect(await readFile(path.join(world.folder, "refs/main"), "utf8")).toBe(COMMIT);
    const tree = JSON.parse(await readFile(path.join(world.folder, "trees", `${COMMIT}.json`), "utf8"));
    expect(tree.format_version).toBe(1);
    expect(tree.files["model-1.safetensors"]).toEqual({
      size: 300_000,
      blob_id: gitBlob(Buffer.from("pointer of model-1.safetensors")),
      lfs_sha256: shard(world, "model-1.safetensors"),
      lfs_size: 300_000,
      xet_hash: sha256(Buffer.from("model-1.safetensors")),
    });
    expect(tree.files["README.md"]).toEqual({ size: 7, blob_id: gitBlob(Buffer.from("# Qwen\n")) });
    expect(await readdir(path.join(world.folder, "blobs"))).toHaveLength(Object.keys(files).length);
    expect(await readdir(path.join(world.hub, ".locks", path.basename(world.folder)))).toEqual([]);
    expect((await findCachedMlxModels([world.hub])).map(({ id }) => id)).toEqual([QWEN]);
    const total = Object.values(files).reduce((sum, { content }) => sum + content.byteLength, 0);
    expect(seen.at(-1)).toEqual({ done: total, total });
  });

  it("says before how much it is, and fetches nothing but listings for that", async () => {
    await using world = await worldWithQwen();
    const [pull] = await world.models.preparePulls(["mlx-qwen3-4b"], { signal: never });
    const { files } = world.double.repositories[QWEN]!;
    const size = Object.values(files).reduce((sum, { content }) => sum + content.byteLength, 0);
    expect(pull).toMatchObject({
      name: "mlx-qwen3-4b",
      id: QWEN,
      size,
      remaining: size,
      place: world.folder,
      notes: [],
    });
    expect(world.double.requests.every(({ line }) => line.startsWith("GET /api/models/"))).toBe(true);
    await expect(stat(world.hub)).rejects.toThrow("ENOENT");
  });

  it("fetches nothing twice", async () => {
    await using world = await worldWithQwen();
    await world.pull("mlx-qwen3-4b");
    world.double.requests.length = 0;
    const [pull] = await world.models.preparePulls([QWEN], { signal: never });
    expect(pull).toMatchObject({ remaining: 0 });
    await pull!.run({ signal: never, onProgress: () => {} });
    expect(world.double.requests.filter(({ line }) => line.includes("/resolve/"))).toEqual([]);
  });

  it("fetches of a new commit only what changed, and moves the branch last", async () => {
    await using world = await worldWithQwen();
    await world.pull("mlx-qwen3-4b");
    const later = "b".repeat(40);
    world.double.repositories[QWEN] = mlxRepository(later, "changed");
    world.double.faults["model-1.safetensors"] = { status: 404, always: true };
    await expect(world.pull("mlx-qwen3-4b")).rejects.toMatchObject({ code: "bad_response" });
    expect(await readFile(path.join(world.folder, "refs/main"), "utf8")).toBe(COMMIT);
    delete world.double.faults["model-1.safetensors"];
    world.double.requests.length = 0;
    await world.pull("mlx-qwen3-4b");
    expect(await readFile(path.join(world.folder, "refs/main"), "utf8")).toBe(later);
    expect(world.double.requests.filter(({ at }) => at === "storage")).toHaveLength(1);
  });

  it("sends the token to the Hub alone, never to the storage that it redirects to", async () => {
    await using world = await worldWithQwen();
    const models = world.with({ env: { HF_TOKEN: "hf_good" } });
    world.double.repositories[QWEN]!.gated = true;
    const [pull] = await models.preparePulls(["mlx-qwen3-4b"], { signal: never });
    await pull!.run({ signal: never, onProgress: () => {} });
    const { requests } = world.double;
    const headersAt = (place: "hub" | "storage"): ReadonlySet<string | undefined> =>
      new Set(requests.filter(({ at }) => at === place).map(({ authorization }) => authorization));
    expect(headersAt("hub")).toEqual(new Set(["Bearer hf_good"]));
    expect(headersAt("storage")).toEqual(new Set([undefined]));
  });

  it("does not send a token unencrypted to another machine, nor anything to what is no address", async () => {
    await using world = await worldWithQwen();
    for (const env of [{ HF_ENDPOINT: "http://mirror.test", HF_TOKEN: "hf_good" }, { HF_ENDPOINT: "mirror" }])
      await expect(world.with({ env }).preparePulls(["mlx-qwen3-4b"], { signal: never })).rejects.toMatchObject({
        code: "invalid_config",
      });
    expect(world.double.requests).toEqual([]);
  });

  it("follows the Hub's redirects only so far, and never to something that is not the web", async () => {
    await using world = await worldWithQwen();
    for (const redirect of ["file:///etc/passwd", `${world.double.storage}/xet/x/loop.bin`]) {
      world.double.faults["model-1.safetensors"] = { redirect };
      world.double.faults["loop.bin"] = { redirect, always: true };
      await expect(world.pull("mlx-qwen3-4b")).rejects.toMatchObject({ code: "bad_response" });
    }
  });
});

describe.skipIf(process.platform === "win32")("a download that breaks off", () => {
  it("goes on by itself after a cut connection, from where it was", async () => {
    await using world = await worldWithQwen();
    world.double.faults["model-1.safetensors"] = { cutAfter: 100_000 };
    const seen = await world.pull("mlx-qwen3-4b");
    expect(bodies(world, "model-1")).toEqual(["all", expect.stringMatching(/^bytes=\d+-$/)]);
    expect(world.waits).toEqual([500]);
    const done = seen.map((progress) => progress.done);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
  });

  it("goes on as long as there is progress, however often it is cut", async () => {
    await using world = await worldWithQwen();
    world.double.faults["model-1.safetensors"] = { cutAfter: 40_000, always: true };
    await world.pull("mlx-qwen3-4b");
    expect(bodies(world, "model-1").length).toBeGreaterThan(6);
    expect(new Set(world.waits)).toEqual(new Set([500]));
  });

  it("is given up after five times without progress, and its partial stays", async () => {
    await using world = await worldWithQwen();
    world.double.faults["model-1.safetensors"] = { status: 503, always: true };
    await expect(world.pull("mlx-qwen3-4b")).rejects.toMatchObject({ code: "server", retryable: true });
    expect(world.waits).toEqual([500, 1000, 2000, 4000, 8000]);
  });

  it("takes a connection that carries nothing any more for a cut one", async () => {
    await using world = await worldWithQwen();
    world.double.faults["model-1.safetensors"] = { stallAfter: 100_000 };
    const models = world.with({ download: { open, wait: async () => {}, silenceMs: 100 } });
    const [pull] = await models.preparePulls(["mlx-qwen3-4b"], { signal: never });
    await pull!.run({ signal: never, onProgress: () => {} });
    expect(bodies(world, "model-1").at(-1)).toMatch(/^bytes=\d+-$/);
  });

  it("asks the Hub for a new address where the storage's has run out, and does not call that gated", async () => {
    await using world = await worldWithQwen();
    world.double.faults["model-1.safetensors"] = { status: 403 };
    await world.pull("mlx-qwen3-4b");
    expect(world.double.requests.filter(({ at, line }) => at === "hub" && line.includes("model-1"))).toHaveLength(2);
    world.double.repositories[QWEN] = mlxRepository("b".repeat(40), "changed");
    world.double.faults["model-1.safetensors"] = { status: 403, always: true };
    await expect(world.pull("mlx-qwen3-4b")).rejects.toMatchObject({ code: "server" });
  });

  it("keeps what came when it is cancelled, and the next run goes on from there", async () => {
    await using world = await worldWithQwen();
    const cancel = new AbortController();
    world.double.faults["model-2.safetensors"] = { cutAfter: 100_000 };
    const [pull] = await world
      .with({
        download: { open, wait: async () => cancel.abort() },
      })
      .preparePulls(["mlx-qwen3-4b"], { signal: never });
    await expect(pull!.run({ signal: cancel.signal, onProgress: () => {} })).rejects.toMatchObject({
      code: "cancelled",
    });
    const partial = path.join(world.folder, "blobs", `${shard(world, "model-2.safetensors")}.aio.incomplete`);
    const { size } = await stat(partial);
    expect(size).toBeGreaterThan(0);
    const [again] = await world.models.preparePulls(["mlx-qwen3-4b"], { signal: never });
    expect(again!.remaining).toBeLessThanOrEqual(again!.size! - size);
    const seen: PullProgress[] = [];
    await again!.run({ signal: never, onProgress: (progress) => seen.push(progress) });
    expect(seen[0]).toEqual({ done: again!.size! - again!.remaining!, total: again!.size });
    expect(bodies(world, "model-2").at(-1)).toBe(`bytes=${size}-`);
    await expect(stat(partial)).rejects.toThrow("ENOENT");
    expect(await readFile(path.join(world.folder, "snapshots", COMMIT, "model-2.safetensors"))).toEqual(weights("two"));
  });

  it("begins anew where the partial is of something else", async () => {
    await using world = await worldWithQwen();
    const partial = path.join(world.folder, "blobs", `${shard(world, "model-2.safetensors")}.aio.incomplete`);
    await mkdir(path.dirname(partial), { recursive: true });
    await writeFile(partial, Buffer.alloc(1000, "?"));
    const seen = await world.pull("mlx-qwen3-4b");
    expect(bodies(world, "model-2")).toEqual(["bytes=1000-", "all"]);
    expect(seen.at(-1)!.done).toBe(seen.at(-1)!.total);
  });

  it("begins anew where the storage does not know ranges", async () => {
    await using world = await worldWithQwen();
    const { faults } = world.double;
    faults["model-1.safetensors"] = { cutAfter: 50_000 };
    const wait = async (): Promise<void> => void (faults["model-1.safetensors"] = { ignoreRange: true });
    const models = world.with({ download: { open, wait } });
    const [pull] = await models.preparePulls(["mlx-qwen3-4b"], { signal: never });
    await pull!.run({ signal: never, onProgress: () => {} });
    expect(bodies(world, "model-1")).toHaveLength(2);
    const blob = path.join(world.folder, "blobs", shard(world, "model-1.safetensors"));
    expect(await readFile(blob)).toEqual(weights("one"));
  });

  it("checks a partial that is whole already without fetching it again", async () => {
    await using world = await worldWithQwen();
    const { content } = world.double.repositories[QWEN]!.files["model-2.safetensors"]!;
    const partial = path.join(world.folder, "blobs", `${sha256(content)}.aio.incomplete`);
    await mkdir(path.dirname(partial), { recursive: true });
    await writeFile(partial, content);
    await world.pull("mlx-qwen3-4b");
    expect(bodies(world, "model-2")).toEqual([]);
  });

  it.each([
    ["another checksum", { corrupt: true, always: true }],
    ["more bytes than announced", { tooLong: 10, always: true }],
  ])("refuses a file with %s and keeps nothing of it", async (_what, fault) => {
    await using world = await worldWithQwen();
    world.double.faults["model-1.safetensors"] = fault;
    await expect(world.pull("mlx-qwen3-4b")).rejects.toMatchObject({
      code: "bad_response",
      message: expect.stringContaining("model-1.safetensors cannot be used"),
    });
    const blobs = path.join(world.folder, "blobs");
    const name = shard(world, "model-1.safetensors");
    expect(await readdir(blobs)).not.toContain(name);
    expect((await stat(path.join(blobs, `${name}.aio.incomplete`))).size).toBe(0);
    expect(await findCachedMlxModels([world.hub])).toEqual([]);
  });

  it("says that the disk is full, and keeps the partial", async () => {
    await using world = await worldWithQwen();
    let room = 250_000;
    const models = world.with({
      download: {
        wait: async () => {},
        open: async (file, flags) => {
          const handle = await open(file, flags);
          const write = handle.write.bind(handle) as (...args: readonly unknown[]) => Promise<{ bytesWritten: number }>;
          handle.write = (async (...args: readonly unknown[]) => {
            const length = args[2] as number;
            if (room < length) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
            room -= length;
            return write(...args);
          }) as typeof handle.write;
          return handle;
        },
      },
    });
    const [pull] = await models.preparePulls(["mlx-qwen3-4b"], { signal: never });
    await expect(pull!.run({ signal: never, onProgress: () => {} })).rejects.toMatchObject({
      code: "storage",
      message: expect.stringContaining("The disk is full"),
      suggestion: expect.stringContaining("aio models clean"),
    });
    const left = (await readdir(path.join(world.folder, "blobs"))).filter((name) => name.endsWith(".aio.incomplete"));
    expect(left.length).toBeGreaterThan(0);
    await world.pull("mlx-qwen3-4b");
    expect((await findCachedMlxModels([world.hub])).map(({ id }) => id)).toEqual([QWEN]);
  });

  it("looks for room before it begins", async () => {
    await using world = await worldWithQwen();
    const models = world.with({ freeBytes: async () => 1000 });
    await expect(models.preparePulls(["mlx-qwen3-4b"], { signal: never })).rejects.toMatchObject({
      code: "storage",
      message: expect.stringContaining("There is no room"),
    });
  });

  it("is not begun twice at a time, and takes over from a process that is gone", async () => {
    await using world = await worldWithQwen();
    const lock = path.join(world.hub, ".locks", path.basename(world.folder), "aio.lock");
    let during: unknown;
    world.double.faults["config.json"] = {
      before: async () => {
        during = await world.pull("mlx-qwen3-4b").catch((thrown: unknown) => thrown);
      },
    };
    await world.pull("mlx-qwen3-4b");
    expect(during).toMatchObject({ code: "storage", message: expect.stringContaining("by another aio") });
    await writeFile(lock, "999999999 elsewhere");
    const past = new Date(Date.now() - 10 * 60_000);
    await utimes(lock, past, past);
    await world.pull("mlx-qwen3-4b");
    await expect(lstat(lock)).rejects.toThrow("ENOENT");
  });
});

describe("what can be pulled", () => {
  it("names the nearest models, and tells a gated one from one that is not there", async () => {
    await using world = await worldWithQwen();
    const { double, models } = world;
    double.repositories["meta/gated"] = { ...mlxRepository(), gated: true };
    const ask = (name: string, of = models): Promise<unknown> => of.preparePulls([name], { signal: never });
    await expect(ask("mlx-qwen3-4")).rejects.toMatchObject({
      code: "unknown_model",
      suggestion: expect.stringContaining("mlx-qwen3-4b"),
    });
    await expect(ask("hf:mlx-community/Qwen3-4B-Instruct-2507-4bi")).rejects.toMatchObject({
      code: "unknown_model",
      suggestion: expect.stringContaining(`hf:${QWEN}`),
    });
    await expect(ask("someone/somewhere")).rejects.toMatchObject({ suggestion: "Did you mean hf:someone/somewhere?" });
    await expect(ask("hf:meta/gated")).rejects.toMatchObject({
      code: "permission",
      status: 401,
      suggestion: expect.stringContaining("HF_TOKEN"),
    });
    await expect(ask("hf:meta/other", world.with({ env: { HF_TOKEN: "hf_bad" } }))).rejects.toMatchObject({
      code: "unknown_model",
    });
    await expect(ask("gpt-5.5")).rejects.toMatchObject({ code: "invalid_input" });
    for (const name of ["hf:../../etc", "hf:a/b/c", "hf:", "ollama/../x", "ollama/"])
      await expect(ask(name)).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("refuses a listing that would write outside its folder, or makes no sense", async () => {
    await using world = await worldWithQwen();
    for (const name of ["../../../evil", "/etc/evil", "a\\..\\evil", "C:evil", "a//b", "a/./b", "new\nline"]) {
      world.double.repositories["some/evil"] = { commit: COMMIT, files: { [name]: { content: Buffer.from("x") } } };
      await expect(world.models.preparePulls(["hf:some/evil"], { signal: never })).rejects.toMatchObject({
        code: "bad_response",
      });
    }
    for (const large of [true, false]) {
      const files = { file: { content: Buffer.from("x"), large, id: "../../../evil" } };
      world.double.repositories["some/evil"] = { commit: COMMIT, files };
      await expect(world.models.preparePulls(["hf:some/evil"], { signal: never })).rejects.toMatchObject({
        code: "bad_response",
      });
    }
    world.double.repositories["some/evil"] = { commit: "../../evil", files: {} };
    await expect(world.models.preparePulls(["hf:some/evil"], { signal: never })).rejects.toMatchObject({
      code: "bad_response",
    });
  });

  it("takes all recommended models at once, whose names are those of the catalogue", async () => {
    await using world = await createDiskWorld();
    for (const { repository } of RECOMMENDED_MODELS) world.double.repositories[repository] = mlxRepository();
    const pulls = await world.models.preparePulls(["mlx-qwen3-4b"], { recommended: true, signal: never });
    expect(pulls.map(({ id }) => id)).toEqual(RECOMMENDED_MODELS.map(({ repository }) => repository));
    for (const { name, repository } of RECOMMENDED_MODELS.filter((one) => one.name.startsWith("mlx-")))
      expect(shippedCatalogue.models.find(({ key }) => key === name)).toMatchObject({
        provider: "mlx",
        id: repository,
      });
  });

  it("warns where MLX does not run, and stays off the network where it was told to", async () => {
    await using world = await worldWithQwen();
    const elsewhere = world.with({ platform: "linux", arch: "x64" });
    const [pull] = await elsewhere.preparePulls(["mlx-qwen3-4b"], { signal: never });
    expect(pull!.notes).toEqual([expect.stringContaining("Apple Silicon only")]);
    world.double.requests.length = 0;
    const offline = world.with({ offline: "HF_HUB_OFFLINE is set" });
    await expect(offline.preparePulls(["mlx-qwen3-4b"], { signal: never })).rejects.toMatchObject({
      code: "blocked_by_policy",
    });
    expect(world.double.requests).toEqual([]);
  });

  it("says that nobody answers", async () => {
    await using world = await worldWithQwen();
    const models = world.with({ env: { HF_ENDPOINT: "http://127.0.0.1:9" } });
    await expect(models.preparePulls(["mlx-qwen3-4b"], { signal: never })).rejects.toMatchObject({ code: "network" });
    const cancelled = AbortSignal.abort();
    await expect(world.models.preparePulls(["mlx-qwen3-4b"], { signal: cancelled })).rejects.toMatchObject({
      code: "cancelled",
    });
  });
});
