import { describe, expect, it } from "vitest";
import { CHARACTER, characterClass, foldCharacter } from "./character-classes.ts";

describe("character tables", () => {
  it("agree with the runtime about Latin letters, their case and their accents", () => {
    for (let code = 0x41; code < 0x250; code++) {
      const folded = String.fromCharCode(code).toLowerCase().normalize("NFD").charAt(0);
      const isLetter = /\p{L}/u.test(folded);
      expect(characterClass(code) === CHARACTER.letter).toBe(isLetter);
      if (isLetter && code !== 0xdf) expect(foldCharacter(code)).toBe(folded.charCodeAt(0));
    }
  });

  it("folds case in Greek and Cyrillic and leaves other scripts alone", () => {
    expect(String.fromCharCode(foldCharacter("\u0416".charCodeAt(0)))).toBe("\u0436");
    expect(String.fromCharCode(foldCharacter("\u03a9".charCodeAt(0)))).toBe("\u03c9");
    const changed = Array.from({ length: 0x10000 - 0x530 }, (_, i) => 0x530 + i).filter(
      (code) => foldCharacter(code) !== code,
    );
    expect(changed).toEqual([]);
  });
});
