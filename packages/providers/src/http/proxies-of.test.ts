import { expect, it } from "vitest";
import { isProxied } from "./proxies-of.ts";

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
  expect(isProxied(address, env)).toBe(expected);
});
