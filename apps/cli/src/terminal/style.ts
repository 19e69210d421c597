import { styleText } from "node:util";

/** Colours and weights as functions; identity where they are off. */
export interface Style {
  /** Weights are on: bold, dim, italic, underline, strike. Markdown is rendered by them. */
  readonly enabled: boolean;
  /** Colours are on. */
  readonly hasColour: boolean;
  bold(text: string): string;
  dim(text: string): string;
  italic(text: string): string;
  underline(text: string): string;
  strike(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
  cyan(text: string): string;
  magenta(text: string): string;
}

type Format = Parameters<typeof styleText>[0];

/**
 * Style for one stream: off for `TERM=dumb` or no terminal, on for `FORCE_COLOR`. `NO_COLOR` (any value but empty) takes the
 * colours and nothing else, as no-color.org has it: emphasis is no colour. Forced and without colour, nothing is left to force.
 */
export function styleFor(
  stream: { readonly isTTY?: boolean | undefined },
  env: Readonly<Record<string, string | undefined>>,
): Style {
  const forced = Boolean(env["FORCE_COLOR"]) && env["FORCE_COLOR"] !== "0";
  const mayColour = !env["NO_COLOR"];
  const enabled = (stream.isTTY === true && env["TERM"] !== "dumb") || (forced && mayColour);
  const hasColour = enabled && mayColour;
  const paint = (format: Format) => (text: string) =>
    enabled && text !== "" ? styleText(format, text, { validateStream: false }) : text;
  const colour = (format: Format) => (hasColour ? paint(format) : (text: string) => text);
  return {
    enabled,
    hasColour,
    bold: paint("bold"),
    dim: paint("dim"),
    italic: paint("italic"),
    underline: paint("underline"),
    strike: paint("strikethrough"),
    red: colour("red"),
    yellow: colour("yellow"),
    green: colour("green"),
    cyan: colour("cyan"),
    magenta: colour("magenta"),
  };
}
