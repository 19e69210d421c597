import { describe, expect, it } from "vitest";
import { privacyWordsIn } from "./privacy-words.ts";

describe("privacyWordsIn", () => {
  it.each([
    ["Offline only: what is in my diary?", "explicit"],
    ["Summarize my diary. It must not leave this machine.", "explicit"],
    ["Bitte nur lokal beantworten.", "explicit"],
    ["Por favor, sin la nube.", "explicit"],
    ["Réponds sans le cloud.", "explicit"],
    ["Responda sem nuvem.", "explicit"],
    ["请只在本地处理这段文字。", "explicit"],
    ["クラウドに送らないでください。", "explicit"],
    ["केवल स्थानीय मॉडल से उत्तर दें।", "explicit"],
    ["Keep this confidential: I earn 5.", "hint"],
    ["Das ist vertraulich.", "hint"],
    ["esto es confidencial", "hint"],
    ["c'est confidentiel", "hint"],
    ["isto é confidencial", "hint"],
    ["请保密", "hint"],
    ["社外秘の資料です。", "hint"],
    ["यह गोपनीय है", "hint"],
  ] as const)("%s → %s", (prompt, strength) => {
    expect(privacyWordsIn(prompt)?.strength).toBe(strength);
  });

  it.each([
    "What is confidential computing?",
    "Explain how cloud storage works.",
    "Write about private schools.",
    "Which local restaurants are open?",
    "",
  ])("says nothing about %j", (prompt) => {
    expect(privacyWordsIn(prompt)).toBeUndefined();
  });

  it("reads the end of a long prompt", () => {
    expect(privacyWordsIn(`${"x ".repeat(5000)}\nKeep this confidential.`)?.phrase).toBe("keep this confidential");
  });
});
