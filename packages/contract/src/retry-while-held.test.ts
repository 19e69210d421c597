import { describe, expect, it, vi } from "vitest";
import { retryWhileHeld } from "./retry-while-held.ts";

/** Fails `times` times with `code`, then answers how often it was asked. */
function held(code: string, times: number): () => number {
  let asked = 0;
  return () => {
    if (++asked <= times) throw Object.assign(new Error(code), { code, asked });
    return asked;
  };
}

describe("retryWhileHeld", () => {
  it.each(["EPERM", "EACCES", "EBUSY"])("waits on Windows until a file is let go of (%s)", (code) => {
    expect(retryWhileHeld("win32", held(code, 2))).toBe(3);
  });

  it("takes no for an answer elsewhere", () => {
    for (const platform of ["linux", "darwin"])
      expect(() => retryWhileHeld(platform, held("EPERM", 1))).toThrow(expect.objectContaining({ asked: 1 }));
  });

  it("gives up on another error at once, and on a file that stays held at last", () => {
    using wait = vi.spyOn(Atomics, "wait").mockReturnValue("timed-out");
    expect(() => retryWhileHeld("win32", held("ENOSPC", 1))).toThrow(expect.objectContaining({ asked: 1 }));
    expect(() => retryWhileHeld("win32", held("EBUSY", 1000))).toThrow(
      expect.objectContaining({ code: "EBUSY", asked: 100 }),
    );
    expect(wait).toHaveBeenCalledTimes(99);
  });
});
