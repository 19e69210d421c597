import { chmod, link, mkdir, readFile, readdir, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { findCachedMlxModels } from "../find-cached-mlx-models.ts";
import { createDiskWorld, mlxRepository, type DiskWorld } from "./fixtures/disk-world.ts";
import { sha256 } from "./fixtures/hub-double.ts";

const QWEN = "mlx-community/Qwen3-4B-Instruct-2507-4bit";
const never = new AbortController().signal;

async function worldWithQwen(): Promise<DiskWorld & { readonly folder: string }> {
  const world = await createDiskWorld();
  world.double.repositories[QWEN] = mlxRepository();
  await world.pull("mlx-qwen3-4b");
  return { ...world, folder: path.join(world.hub, "models--mlx-community--Qwen3-4B-Instruct-2507-4bit") };
}

/** A file that nobody changed for an hour. */
async function writeOld(file: string, size: number): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, Buffer.alloc(size, "z"));
  await grow(file);
}

async function grow(file: string): Promise<void> {
  const past = new Date(Date.now() - 3_600_000);
  await utimes(file, past, past);
}

async function everything(folder: string): Promise<readonly string[]> {
  return (await readdir(folder, { recursive: true })).toSorted();
}

describe.skipIf(process.platform === "win32")("cleaning", () => {
  it("finds nothing in a cache that is in order", async () => {
    await using world = await worldWithQwen();
    const before = await everything(world.hub);
    const clean = await world.models.prepareClean();
    expect(clean).toMatchObject({ leftovers: [], leftAlone: [] });
    expect(await clean.run()).toBe(0);
    expect(await everything(world.hub)).toEqual(before);
  });

  it("takes what a broken-off download left, of ours at once and of others when it is old", async () => {
    await using world = await worldWithQwen();
    const blobs = path.join(world.folder, "blobs");
    const ours = path.join(blobs, `${"1".repeat(64)}.aio.incomplete`);
    const old = path.join(blobs, `${"2".repeat(64)}.0a1b2c3d.incomplete`);
    const fresh = path.join(blobs, `${"3".repeat(64)}.incomplete`);
    const loose = path.join(blobs, "4".repeat(64));
    await writeFile(ours, Buffer.alloc(1000));
    await writeOld(old, 2000);
    await writeFile(fresh, Buffer.alloc(4000));
    await writeOld(loose, 8000);
    const clean = await world.models.prepareClean();
    // What turns up after the question was not agreed to.
    const later = path.join(blobs, `${"5".repeat(64)}.aio.incomplete`);
    await writeFile(later, "later");
    expect(clean.leftovers).toEqual([
      { model: QWEN, kind: "incomplete download", path: ours, size: 1000 },
      { model: QWEN, kind: "incomplete download", path: old, size: 2000 },
      { model: QWEN, kind: "unreferenced file", path: loose, size: 8000 },
    ]);
    expect(clean.leftAlone).toEqual([{ path: fresh, why: expect.stringContaining("changed minutes ago") }]);
    expect(await clean.run()).toBe(11_000);
    expect(await readdir(blobs)).toEqual(expect.arrayContaining([path.basename(fresh), path.basename(later)]));
    for (const file of [ours, old, loose]) await expect(stat(file)).rejects.toThrow("ENOENT");
    expect((await findCachedMlxModels([world.hub])).map(({ id }) => id)).toEqual([QWEN]);
  });

  it("takes a replaced snapshot with the files that no other one has", async () => {
    await using world = await worldWithQwen();
    const before = world.double.repositories[QWEN]!.files["model-1.safetensors"]!.content;
    const later = "b".repeat(40);
    world.double.repositories[QWEN] = mlxRepository(later, "changed");
    await world.pull("mlx-qwen3-4b");
    const clean = await world.models.prepareClean();
    expect(clean.leftovers).toEqual([
      {
        model: QWEN,
        kind: "superseded snapshot",
        path: path.join(world.folder, "snapshots", "a".repeat(40)),
        size: before.byteLength,
      },
    ]);
    expect(await clean.run()).toBe(before.byteLength);
    expect(await readdir(path.join(world.folder, "snapshots"))).toEqual([later]);
    expect(await readdir(path.join(world.folder, "trees"))).toEqual([`${later}.json`]);
    expect(await readdir(path.join(world.folder, "blobs"))).not.toContain(sha256(before));
    expect((await world.models.list()).models).toMatchObject([{ id: QWEN, complete: true }]);
    expect(await world.models.prepareClean()).toMatchObject({ leftovers: [], leftAlone: [] });
  });

  it("takes a first download that broke off as a whole, folder included", async () => {
    await using world = await createDiskWorld();
    world.double.repositories[QWEN] = mlxRepository();
    world.double.faults["model-1.safetensors"] = { status: 404, always: true };
    await expect(world.pull("mlx-qwen3-4b")).rejects.toMatchObject({ code: "bad_response" });
    const { models } = await world.models.list();
    expect(models).toMatchObject([{ name: "mlx-qwen3-4b", complete: false, missing: expect.any(String) }]);
    const clean = await world.models.prepareClean();
    expect(clean.leftovers.length).toBeGreaterThan(0);
    const sum = clean.leftovers.reduce((all, { size }) => all + size, 0);
    expect(sum).toBe(models[0]!.size);
    expect(await clean.run()).toBe(sum);
    expect(await readdir(world.hub)).toEqual([".locks"]);
  });

  it("leaves a commit that was asked for by its hash, and an unfinished one that a branch means", async () => {
    await using world = await worldWithQwen();
    await rm(path.join(world.folder, "refs/main"));
    expect((await world.models.prepareClean()).leftovers).toEqual([]);
    await writeFile(path.join(world.folder, "refs/main"), "a".repeat(40));
    await rm(path.join(world.folder, "snapshots", "a".repeat(40), "model-1.safetensors"));
    const clean = await world.models.prepareClean();
    expect(clean.leftovers).toEqual([]);
    expect(clean.leftAlone).toMatchObject([{ why: expect.stringContaining("changed minutes ago") }]);
  });

  it("touches nothing while a download is under way, even one that begins after the question", async () => {
    await using world = await worldWithQwen();
    const ours = path.join(world.folder, "blobs", `${"1".repeat(64)}.aio.incomplete`);
    await writeFile(ours, Buffer.alloc(1000));
    const clean = await world.models.prepareClean();
    expect(clean.leftovers).toHaveLength(1);
    const lock = path.join(world.hub, ".locks", path.basename(world.folder), "aio.lock");
    await writeFile(lock, `${process.ppid} ${(await import("node:os")).hostname()}`);
    expect(await clean.run()).toBe(0);
    expect((await stat(ours)).size).toBe(1000);
    expect((await world.models.prepareClean()).leftAlone).toEqual([
      { path: world.folder, why: "a download is under way" },
    ]);
    await expect((await world.models.prepareRemoval("mlx-qwen3-4b")).run(never)).rejects.toMatchObject({
      code: "storage",
    });
  });

  it("never touches what it does not understand", async () => {
    await using world = await worldWithQwen();
    const outside = path.join(world.home, "mine.safetensors");
    await writeOld(outside, 5000);
    const strange = [
      path.join(world.hub, "models--bad..name"),
      path.join(world.folder, "blobs", "notes.txt"),
      path.join(world.folder, "extra"),
      path.join(world.folder, "snapshots", "c".repeat(40), "model.safetensors"),
      path.join(world.folder, "snapshots", "file"),
    ];
    for (const file of [strange[0]!, strange[1]!, strange[2]!, strange[4]!]) await writeOld(file, 10);
    await mkdir(path.dirname(strange[3]!), { recursive: true });
    await symlink(outside, strange[3]!);
    await writeOld(path.join(world.hub, "datasets--a--b/blobs", "5".repeat(64)), 100);
    await writeOld(path.join(world.hub, "version.txt"), 100);
    const linked = path.join(world.folder, "blobs", "6".repeat(64));
    await writeOld(linked, 100);
    await link(linked, path.join(world.home, "second-name"));
    const elsewhere = path.join(world.home, "elsewhere");
    await mkdir(elsewhere);
    await symlink(elsewhere, path.join(world.hub, "models--a--linked"));
    const before = await everything(world.home);
    const clean = await world.models.prepareClean();
    expect(clean.leftovers).toEqual([]);
    const alone = clean.leftAlone.map(({ path: file }) => file);
    expect(alone.toSorted()).toEqual([...strange, path.join(world.hub, "models--a--linked")].toSorted());
    expect(await clean.run()).toBe(0);
    expect(await everything(world.home)).toEqual(before);
  });

  it.skipIf(process.getuid?.() === 0)(
    "takes a folder that may not be read for one that could hold everything",
    async () => {
      await using world = await worldWithQwen();
      const snapshots = path.join(world.folder, "snapshots");
      for (const name of await readdir(path.join(world.folder, "blobs")))
        await grow(path.join(world.folder, "blobs", name));
      await chmod(snapshots, 0o000);
      const clean = await world.models.prepareClean();
      await chmod(snapshots, 0o755);
      expect(clean.leftovers).toEqual([]);
      expect(clean.leftAlone).toMatchObject([{ path: world.folder }]);
    },
  );
});

describe.skipIf(process.platform === "win32")("removing", () => {
  it("frees what the model takes and says how much", async () => {
    await using world = await worldWithQwen();
    const { models } = await world.models.list();
    const removal = await world.models.prepareRemoval("mlx-qwen3-4b");
    expect(removal).toMatchObject({ name: "mlx-qwen3-4b", id: QWEN, places: [world.folder], size: models[0]!.size });
    await removal.run(never);
    await expect(stat(world.folder)).rejects.toThrow("ENOENT");
    expect((await world.models.list()).models).toEqual([]);
  });

  it("leaves files that have names elsewhere, does not count them, and leaves what it does not understand", async () => {
    await using world = await worldWithQwen();
    const { content } = world.double.repositories[QWEN]!.files["model-1.safetensors"]!;
    const shared = path.join(world.home, "shared.safetensors");
    await link(path.join(world.folder, "blobs", sha256(content)), shared);
    await writeFile(path.join(world.folder, "notes.txt"), "mine");
    const [whole] = (await world.models.list()).models;
    const removal = await world.models.prepareRemoval(`hf:${QWEN}`);
    expect(removal.size).toBe(whole!.size! - content.byteLength);
    expect(removal.notes).toEqual([expect.stringContaining("notes.txt")]);
    await removal.run(never);
    expect(await readFile(shared)).toEqual(content);
    expect(await readdir(world.folder)).toEqual(["notes.txt"]);
  });

  it("finds a model by its name in any case, in whichever cache it lies, and says what is not there", async () => {
    await using world = await worldWithQwen();
    expect(await world.models.prepareRemoval(QWEN.toLowerCase())).toMatchObject({ id: QWEN });
    await expect(world.models.prepareRemoval("mlx-qwen2.5-coder-14b")).rejects.toMatchObject({ code: "not_found" });
    await expect(world.models.prepareRemoval("mlx-qwen3-4")).rejects.toMatchObject({ code: "unknown_model" });
    const mac = path.join(world.home, "Library/Caches/huggingface/hub/models--mlx-community--Other");
    await writeOld(path.join(mac, "blobs", "1".repeat(64)), 10);
    expect(await world.models.prepareRemoval("mlx/mlx-community/other")).toMatchObject({ places: [mac], size: 10 });
  });
});

describe.skipIf(process.platform === "win32")("listing", () => {
  it("calls a model whole without its papers, and not without a part", async () => {
    await using world = await worldWithQwen();
    const snapshot = path.join(world.folder, "snapshots", "a".repeat(40));
    const state = async (): Promise<unknown> => {
      const [model] = (await world.models.list()).models;
      return [model!.complete, model!.missing];
    };
    // Not known to be MLX's by its configuration, so it is judged by its listing alone.
    await rm(path.join(snapshot, "config.json"));
    expect(await state()).toEqual([false, "config.json is missing"]);
    await writeFile(path.join(snapshot, "config.json"), "{}");
    await rm(path.join(snapshot, "README.md"));
    await rm(path.join(snapshot, ".gitattributes"));
    expect(await state()).toEqual([true, undefined]);
    await rm(path.join(snapshot, "model-2.safetensors"));
    await rm(path.join(snapshot, "tokenizer.json"));
    expect(await state()).toEqual([false, expect.stringMatching(/^2 of \d files are missing$/)]);
  });

  it("shows models of every cache with size, place and state, and which recommended ones are absent", async () => {
    await using world = await worldWithQwen();
    const elsewhere = path.join(world.home, "elsewhere");
    const snapshot = path.join(elsewhere, "models--facebook--musicgen-small/snapshots", "d".repeat(40));
    await writeOld(path.join(snapshot, "model.safetensors"), 700);
    await writeOld(path.join(elsewhere, "models--someone--only-a-tokenizer/snapshots/x/tokenizer.json"), 10);
    await writeOld(path.join(elsewhere, "models--mlx-community--Part/blobs", `${"1".repeat(64)}.incomplete`), 90);
    // The same cache by another way is listed once.
    await symlink(elsewhere, path.join(world.home, "again"));
    const env = { HF_HUB_CACHE: elsewhere, HF_HOME: path.join(world.home, ".cache/huggingface") };
    const { models, absent } = await world.with({ env }).list();
    expect(
      models.map(({ name, size, complete, missing, recommended, provider }) => [
        name,
        size,
        complete,
        missing,
        recommended,
        provider,
      ]),
    ).toEqual([
      ["mlx/mlx-community/part", 90, false, "a download broke off", false, "mlx"],
      ["musicgen-small", 700, true, undefined, true, undefined],
      ["mlx-qwen3-4b", expect.any(Number), true, undefined, true, "mlx"],
    ]);
    expect(models[2]!.place).toBe(world.folder);
    expect(absent.map(({ name }) => name)).toEqual([
      "mlx-qwen2.5-coder-14b",
      "mlx-llama-vision-11b",
      "mlx-ministral-14b-reasoning",
    ]);
  });
});
