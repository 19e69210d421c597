import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createKeychainClient, type KeychainClient } from "../src/keychain/keychain-client.ts";

/** A bus of our own: no activation, so that nothing but what a test starts can answer. */
const BUS_CONFIG = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=RUNTIME</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

/** True if the real Secret Service can be run here (Debian: dbus, gnome-keyring). CI sets AIO_REQUIRE_KEYRING to make a lack of it a failure. */
export function hasSecretService(): boolean {
  const path = (process.env["PATH"] ?? "").split(delimiter);
  const isThere = ["dbus-daemon", "gnome-keyring-daemon"].every((name) =>
    path.some((each) => existsSync(join(each, name))),
  );
  if (!isThere && process.env["AIO_REQUIRE_KEYRING"])
    throw new Error("AIO_REQUIRE_KEYRING is set, but dbus-daemon or gnome-keyring-daemon is missing");
  return isThere;
}

/** A real D-Bus session with or without a real gnome-keyring in it, apart from the user's. */
export class SecretService implements AsyncDisposable {
  readonly home: string = mkdtempSync(join(tmpdir(), "keyring-"));
  #bus: ChildProcess | undefined;
  #keyring: ChildProcess | undefined;
  #address = "";

  /** What a session would have in its environment. */
  get env(): Record<string, string> {
    return {
      HOME: this.home,
      XDG_RUNTIME_DIR: join(this.home, "run"),
      DBUS_SESSION_BUS_ADDRESS: this.#address,
      PATH: process.env["PATH"] ?? "",
    };
  }

  async startBus(): Promise<void> {
    const runtime = join(this.home, "run");
    mkdirSync(runtime, { mode: 0o700 });
    const config = join(this.home, "bus.conf");
    writeFileSync(config, BUS_CONFIG.replace("RUNTIME", runtime));
    const bus = spawn("dbus-daemon", [`--config-file=${config}`, "--nofork", "--print-address=1"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    this.#bus = bus;
    this.#address = await new Promise<string>((resolve, reject) => {
      let text = "";
      bus.once("exit", () => reject(new Error("dbus-daemon ended")));
      bus.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
        if (text.includes("\n")) resolve(text.trim());
      });
    });
  }

  /** Starts gnome-keyring; with a password it unlocks (and on first use makes) the login collection, without one everything stays locked. */
  async startKeyring(password?: string): Promise<void> {
    const unlock = password === undefined ? [] : ["--unlock"];
    const keyring = spawn("gnome-keyring-daemon", ["--foreground", "--components=secrets", ...unlock], {
      env: this.env,
      stdio: ["pipe", "ignore", "ignore"],
    });
    keyring.stdin?.end(password === undefined ? "" : `${password}\n`);
    this.#keyring = keyring;
    for (let attempt = 0; attempt < 100; attempt++) {
      const { state } = await this.client().status();
      if (state === (password === undefined ? "locked" : "available")) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("gnome-keyring did not come up");
  }

  async stopKeyring(): Promise<void> {
    await end(this.#keyring);
  }

  client(options: { readonly service?: string; readonly timeoutMs?: number } = {}): KeychainClient {
    return createKeychainClient({ env: this.env, platform: "linux", now: Date.now, timeoutMs: 20_000, ...options });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await end(this.#keyring);
    await end(this.#bus);
    rmSync(this.home, { recursive: true, force: true });
  }
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

/** A bus that accepts connections and never says a word. */
export class MuteBus implements AsyncDisposable {
  readonly #directory: string = mkdtempSync(join(tmpdir(), "mute-"));
  readonly #sockets = new Set<Socket>();
  readonly #server: Server = createServer((socket) => {
    this.#sockets.add(socket);
    socket.on("error", () => socket.destroy());
  });

  get env(): Record<string, string> {
    return { DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(this.#directory, "bus")}`, PATH: process.env["PATH"] ?? "" };
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(join(this.#directory, "bus"), resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
