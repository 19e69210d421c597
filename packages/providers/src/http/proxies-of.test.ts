import { expect, it } from "vitest";
import { isReachedByOwnConnections, proxyFor } from "./proxies-of.ts";

const HTTPS_PROXY = "http://proxy.test:3128";

it.each([
  ["https://api.test/v1", {}, false],
  ["https://api.test/v1", { HTTPS_PROXY }, true],
  ["https://api.test/v1", { https_proxy: HTTPS_PROXY }, true],
  ["https://api.test/v1", { HTTP_PROXY: HTTPS_PROXY }, true],
  ["http://api.test/v1", { HTTPS_PROXY }, false],
  ["http://api.test/v1", { HTTP_PROXY: HTTPS_PROXY }, true],
  ["http://localhost:1234/v1", { HTTP_PROXY: HTTPS_PROXY }, false],
  ["http://127.0.0.1:1234/v1", { HTTP_PROXY: HTTPS_PROXY }, false],
  ["http://[::1]:1234/v1", { HTTP_PROXY: HTTPS_PROXY }, false],
  ["http://127.8.9.1:1234/v1", { HTTP_PROXY: HTTPS_PROXY }, false],
  ["http://[::ffff:127.0.0.1]:1234/v1", { HTTP_PROXY: HTTPS_PROXY }, false],
  ["https://api.test./v1", { HTTPS_PROXY, NO_PROXY: "api.test" }, false],
  ["https://api.test/v1", { HTTPS_PROXY, NO_PROXY: "*" }, false],
  ["https://api.test/v1", { HTTPS_PROXY, NO_PROXY: "other.test, API.test" }, false],
  ["https://api.test/v1", { HTTPS_PROXY, NO_PROXY: "test" }, false],
  ["https://api.test/v1", { HTTPS_PROXY, NO_PROXY: ".api.test" }, false],
  ["https://api.test/v1", { HTTPS_PROXY, NO_PROXY: "*.api.test" }, true],
  ["https://eu.api.test/v1", { HTTPS_PROXY, NO_PROXY: "*.api.test" }, false],
  ["https://my-api.test/v1", { HTTPS_PROXY, NO_PROXY: "api.test" }, true],
  ["https://api.test/v1", { HTTPS_PROXY, NO_PROXY: "api.test:443" }, false],
  ["https://api.test:8443/v1", { HTTPS_PROXY, NO_PROXY: "api.test:443" }, true],
  ["https://[fd00::1]:8443/v1", { HTTPS_PROXY, NO_PROXY: "[fd00::1]:8443" }, false],
  ["https://[fd00::1]/v1", { HTTPS_PROXY, NO_PROXY: "fd00::1" }, false],
])("%s with %j", (address, env, expected) => {
  expect(proxyFor(new URL(address), env)?.href).toBe(expected ? `${HTTPS_PROXY}/` : undefined);
});

it("takes a proxy without scheme for an HTTP one, and tells which kind it is", () => {
  const through = (proxy: string): unknown => proxyFor(new URL("https://api.test"), { HTTPS_PROXY: proxy })?.href;
  expect(through("proxy.test:3128")).toBe("http://proxy.test:3128/");
  expect(through("https://user:word@proxy.test")).toBe("https://user:word@proxy.test/");
  const reached = (proxy: string): boolean =>
    isReachedByOwnConnections(new URL("https://api.test"), { HTTPS_PROXY: proxy });
  expect([reached("proxy.test:3128"), reached("https://proxy.test"), reached("socks5://proxy.test")]).toEqual([
    true,
    true,
    false,
  ]);
});

it("says that a proxy is no address without telling what it holds", () => {
  expect(() => proxyFor(new URL("https://api.test"), { HTTPS_PROXY: "http://user:word@:x" })).toThrow(
    "The environment names a proxy that is no address.",
  );
});
