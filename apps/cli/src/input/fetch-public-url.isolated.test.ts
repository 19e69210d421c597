import { EventEmitter } from "node:events";
import { Readable } from "node:stream";
import { beforeEach, expect, it, vi } from "vitest";

/** What names resolve to, what servers answer, and to which addresses was connected: nothing leaves this machine. */
const world = vi.hoisted(() => ({
  names: new Map<string, readonly string[]>(),
  answers: new Map<string, { readonly status: number; readonly location?: string }>(),
  connected: [] as string[],
}));
vi.mock("node:dns/promises", () => ({
  lookup: async (host: string) => {
    const addresses = world.names.get(host);
    if (addresses === undefined) throw Object.assign(new Error("not found"), { code: "ENOTFOUND" });
    return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  },
}));
vi.mock("node:http", () => ({
  get: (url: URL, { lookup }: { lookup: (...args: unknown[]) => void }) => {
    const request = new EventEmitter();
    lookup(url.hostname, { all: false }, (_error: null, address: string) => {
      world.connected.push(address);
      const { status, location } = world.answers.get(url.href) ?? { status: 200 };
      const headers = { "content-type": "text/plain", ...(location === undefined ? {} : { location }) };
      setImmediate(() =>
        request.emit("response", Object.assign(Readable.from([Buffer.from("text")]), { statusCode: status, headers })),
      );
    });
    return request;
  },
}));

const { fetchPublicUrl } = await import("./fetch-public-url.ts");
const read = (url: string) => fetchPublicUrl(url, { maxBytes: 100, signal: new AbortController().signal });
const PUBLIC = "93.184.216.34";

beforeEach(() => {
  world.names.clear();
  world.answers.clear();
  world.connected.length = 0;
  world.names.set("public.test", [PUBLIC]);
});

it("reads a page at the very address that was looked at", async () => {
  expect((await read("http://public.test/")).bytes.toString()).toBe("text");
  expect(world.connected).toEqual([PUBLIC]);
});

it.each([
  "http://2130706433/",
  "http://0x7f000001/",
  "http://0177.0.0.1/",
  "http://127.1/",
  "http://0/",
  "http://3232235777/",
  "http://0xa9fea9fe/",
  "http://①②⑦.⓪.⓪.①/",
  "http://[::ffff:127.0.0.1]/",
  "http://[::ffff:a9fe:a9fe]/",
  "http://[::127.0.0.1]/",
  "http://[64:ff9b::7f00:1]/",
  "http://[2002:7f00:1::]/",
  "http://[fe80::1]/",
  "http://[fd00:ec2::254]/",
  "http://user:password@127.0.0.1/",
  "http://public.test@169.254.169.254/",
  "http://169.254.169.254:80/latest/meta-data/",
])("asks nobody at %s", async (url) => {
  await expect(read(url)).rejects.toMatchObject({ code: "invalid_input" });
  expect(world.connected).toEqual([]);
});

it.each([
  ["of this machine", ["127.0.0.1"]],
  ["of the house", ["192.168.1.1"]],
  ["of the cloud's metadata", ["169.254.169.254"]],
  ["of both worlds", [PUBLIC, "10.0.0.1"]],
  ["of both worlds, in IPv6", [PUBLIC, "fd00::1"]],
])("asks nobody where a name stands for an address %s", async (_what, addresses) => {
  world.names.set("rebound.test", addresses);
  await expect(read("http://rebound.test/")).rejects.toMatchObject({ code: "invalid_input" });
  expect(world.connected).toEqual([]);
});

it.each(["http://127.0.0.1/", "http://rebound.test/", "//[::1]/", "http://2852039166/"])(
  "does not follow a redirect to %s",
  async (location) => {
    world.names.set("rebound.test", ["10.0.0.1"]);
    world.answers.set("http://public.test/", { status: 302, location });
    await expect(read("http://public.test/")).rejects.toMatchObject({ code: "invalid_input" });
    expect(world.connected).toEqual([PUBLIC]);
  },
);

it.each(["file:///etc/passwd", "gopher://public.test/", "data:text/plain,x"])(
  "does not follow a redirect to what is not the web: %s",
  async (location) => {
    world.answers.set("http://public.test/", { status: 302, location });
    await expect(read("http://public.test/")).rejects.toMatchObject({ code: "network" });
    expect(world.connected).toEqual([PUBLIC]);
  },
);
