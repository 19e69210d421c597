import { describe, expect, it } from "vitest";
import { isLoopbackUrl } from "./is-loopback-url.ts";

describe("isLoopbackUrl", () => {
  it.each([
    ["http://localhost:11434", "the system's own name for itself"],
    ["HTTP://LOCALHOST", "names have no case"],
    ["http://ＬＯＣＡＬＨＯＳＴ", "the URL parser folds full-width letters"],
    ["http://127.0.0.1/v1", "the usual address"],
    ["https://127.8.9.1:8443", "all of 127.0.0.0/8 is loopback"],
    ["http://2130706433", "127.0.0.1 as one number"],
    ["http://0x7f.1", "127.0.0.1 in hexadecimal, shortened"],
    ["http://127.1", "127.0.0.1, shortened"],
    ["http://127.0.0.1.", "127.0.0.1 with the root's dot"],
    ["http://[::1]:8080/v1", "IPv6"],
    ["http://[0:0:0:0:0:0:0:1]", "IPv6 in full"],
    ["http://[::ffff:127.0.0.1]", "IPv4 inside IPv6: the system connects to 127.0.0.1"],
    ["http://[::ffff:7f08:901]", "the same of 127.8.9.1"],
  ])("%s is this machine: %s", (url) => {
    expect(isLoopbackUrl(url)).toBe(true);
  });

  it.each([
    ["http://api.localhost", "Node asks the system's resolver, which may ask a DNS server"],
    ["http://localhost.", "likewise"],
    ["http://localhost.localdomain", "a name that may resolve to anything"],
    ["http://ip6-localhost", "a name in some systems' tables only"],
    ["http://0.0.0.0:11434", "an address to listen on"],
    ["http://[::]", "an address to listen on"],
    ["http://[::127.0.0.1]", "deprecated, and routed anywhere"],
    ["http://[::ffff:10.0.0.1]", "another machine inside IPv6"],
    ["http://[64:ff9b::7f00:1]", "a translator's prefix: another machine"],
    ["http://[fe80::1]", "the link's, not the machine's"],
    ["http://10.0.0.1", "another machine in the house"],
    ["http://169.254.169.254", "the cloud's metadata server"],
    ["http://128.0.0.1", "just beside 127.0.0.0/8"],
    ["http://localhost.evil.com", "a name under another"],
    ["http://127.0.0.1.evil.com", "a name under another"],
    ["http://127.0.0.1@evil.com", "a user name"],
    ["http://evil.com/127.0.0.1", "a path"],
    ["http://evil.com#@127.0.0.1", "a fragment"],
    ["http://localhost%2eevil.com", "an escaped dot"],
    ["http://lоcalhost", "a Cyrillic o"],
    ["ftp://127.0.0.1", "no web address"],
    ["file:///tmp", "no web address"],
    ["javascript:0", "no web address"],
    ["localhost", "no URL"],
    ["", "nothing"],
  ])("%s is not: %s", (url) => {
    expect(isLoopbackUrl(url)).toBe(false);
  });
});
