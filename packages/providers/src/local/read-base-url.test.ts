import { describe, expect, it } from "vitest";
import { readBaseUrl } from "./read-base-url.ts";

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
