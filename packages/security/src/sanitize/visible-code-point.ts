/** How a character that must be seen is shown: `⟦U+202E⟧`. */
export function visibleCodePoint(code: number): string {
  return `⟦U+${code.toString(16).toUpperCase().padStart(4, "0")}⟧`;
}

/** Characters that deceive the eye: bidi controls, zero-width and other invisible ones, tag characters, upper variation selectors. */
export function isDeceptive(code: number): boolean {
  return (
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2066 && code <= 0x2069) ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2060 && code <= 0x2065) ||
    (code >= 0x206a && code <= 0x206f) ||
    (code >= 0xe0000 && code <= 0xe0fff) ||
    (code >= 0xfff9 && code <= 0xfffb) ||
    (code >= 0x1d173 && code <= 0x1d17a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0xfeff ||
    code === 0x00ad ||
    code === 0x061c ||
    code === 0x180e ||
    code === 0x3164 ||
    code === 0xffa0 ||
    code === 0x115f ||
    code === 0x1160
  );
}

/** Whether a zero-width joiner or non-joiner after this character is ordinary writing: emoji, Arabic, Indic and South-East Asian scripts. */
export function takesJoiner(code: number): boolean {
  return (
    (code >= 0x0600 && code <= 0x0fff) ||
    (code >= 0x1000 && code <= 0x109f) ||
    (code >= 0x1780 && code <= 0x17ff) ||
    (code >= 0x2190 && code <= 0x2bff) ||
    code === 0xfe0f ||
    (code >= 0x1f000 && code <= 0x1faff)
  );
}
