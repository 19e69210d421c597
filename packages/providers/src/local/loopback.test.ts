import { describe, expect, it } from "vitest";
import { isLoopbackUrl, readBaseUrl } from "./loopback.ts";

describe("isLoopbackUrl", () => {
  it.each([
    "http://localhost:11434",
    "http://127.0.0.1/v1",
    "https://127.8.9.1:8443",
    "http://[::1]:8080/v1",
    "http://api.localhost",
    "http://2130706433",
    "http://0x7f.1",
    "http://[::ffff:127.0.0.1]",
    "HTTP://LOCALHOST",
  ])("%s is this machine", (url) => {
    expect(isLoopbackUrl(url)).toBe(true);
  });

  it.each([
    "http://0.0.0.0:11434",
    "http://localhost.evil.com",
    "http://127.0.0.1.evil.com",
    "http://127.0.0.1@evil.com",
    "http://evil.com/127.0.0.1",
    "http://10.0.0.1",
    "http://169.254.169.254",
    "http://[::]",
    "http://[::ffff:10.0.0.1]",
    "http://[fe80::1]",
    "ftp://127.0.0.1",
    "file:///tmp",
    "javascript:0",
    "localhost",
    "",
    "http://localhost%2eevil.com",
    "http://lоcalhost",
  ])("%s is not", (url) => {
    expect(isLoopbackUrl(url)).toBe(false);
  });
});

describe("readBaseUrl", () => {
  it.each([
    ["127.0.0.1:11434", "http://127.0.0.1:11434/v1"],
    ["0.0.0.0", "http://127.0.0.1:11434/v1"],
    ["0.0.0.0:9000", "http://127.0.0.1:9000/v1"],
    [":9000", "http://127.0.0.1:9000/v1"],
    ["localhost", "http://localhost:11434/v1"],
    ["http://box.local:80", "http://box.local/v1"],
    ["http://box.local", "http://box.local:11434/v1"],
    ["https://ollama.example", "https://ollama.example/v1"],
    ["http://localhost:1234/v1/", "http://localhost:1234/v1"],
    ["https://proxy.example/ollama", "https://proxy.example/ollama/v1"],
    [" [::1]:11434 ", "http://[::1]:11434/v1"],
  ])("reads %s as %s", (text, url) => {
    expect(readBaseUrl(text, 11434)).toBe(url);
  });

  it.each(["", "  ", "http://", "a b"])("says nothing of %j", (text) => {
    expect(readBaseUrl(text, 11434)).toBeUndefined();
  });
});
