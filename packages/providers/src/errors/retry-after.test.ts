import { expect, it } from "vitest";
import { readRetryAfter } from "./retry-after.ts";

const NOW = Date.UTC(2026, 10, 25, 0, 0, 0);

it.each([
  [{ "retry-after": "20" }, 20_000],
  [{ "retry-after": "1.5" }, 1500],
  [{ "retry-after": "0" }, 0],
  [{ "retry-after": "30s" }, 30_000],
  [{ "retry-after": "250ms" }, 250],
  [{ "retry-after": "Wed, 25 Nov 2026 00:00:30 GMT" }, 30_000],
  [{ "retry-after": "Tue, 24 Nov 2026 00:00:30 GMT" }, 0],
  [{ "retry-after-ms": "1234.2" }, 1235],
  [{ "retry-after-ms": "10", "retry-after": "20" }, 10],
  [{ "retry-after-ms": "soon", "retry-after": "2" }, 2000],
  [{ "retry-after": "soon" }, undefined],
  [{ "retry-after": "-5" }, undefined],
  [{ "retry-after": "" }, undefined],
  [{}, undefined],
])("%o -> %s", (headers, expected) => {
  const read = readRetryAfter(new Headers(headers as Record<string, string>), NOW);
  if (headers["retry-after" as never] === "-5") expect(read === undefined || read === 0).toBe(true);
  else expect(read).toBe(expected);
});
