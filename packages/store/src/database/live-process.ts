import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** What names a process beyond doubt: a pid is reused, a pid with its start time is not. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque start time; empty where the system does not tell. */
  readonly started: string;
  /** Machine (and pid namespace) in which the pid means something. */
  readonly host: string;
}

let self: ProcessIdentity | undefined;

/** This process. */
export function thisProcess(): ProcessIdentity {
  self ??= { pid: process.pid, started: startTime(process.pid), host: hostIdentity() };
  return self;
}

/** Whether it still runs. A process of another machine or container cannot be seen: then `unknown`. */
export function processState(identity: ProcessIdentity): "alive" | "dead" | "unknown" {
  if (identity.host !== thisProcess().host) return "unknown";
  if (identity.pid === process.pid) return identity.started === thisProcess().started ? "alive" : "dead";
  if (!exists(identity.pid)) return "dead";
  if (identity.started === "") return "alive";
  const started = startTime(identity.pid);
  return started === "" || started === identity.started ? "alive" : "dead";
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return thrown instanceof Error && "code" in thrown && thrown.code === "EPERM";
  }
}

function startTime(pid: number): string {
  try {
    if (process.platform === "linux") return linuxStartTime(pid);
    if (process.platform === "darwin") return darwinStartTime(pid);
    return "";
  } catch {
    // The process is gone, or the system hides it: no start time is known.
    return "";
  }
}

/** `ps` prints a date in the caller's language and time zone: two processes must read the same text. */
function darwinStartTime(pid: number): string {
  const env = { LC_ALL: "C", TZ: "UTC" };
  const options = { encoding: "utf8", timeout: 2_000, env } as const;
  return execFileSync("/bin/ps", ["-o", "lstart=", "-p", String(pid)], options).trim();
}

/** Field 22 of /proc/PID/stat counts ticks since boot, hence the boot id; the name in field 2 may hold spaces and parentheses. A zombie is dead. */
function linuxStartTime(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (fields[0] === "Z" || fields[0] === "X") return "zombie";
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
  return `${boot}:${fields[19] ?? ""}`;
}

function hostIdentity(): string {
  if (process.platform !== "linux") return hostname();
  try {
    return `${hostname()}/${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    // No /proc: the host name alone has to do.
    return hostname();
  }
}
