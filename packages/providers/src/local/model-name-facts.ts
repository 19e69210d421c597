import type { ModelTier } from "@ai-orchestrator/contract";

const BILLION: Readonly<Record<string, number>> = { m: 0.001, b: 1, t: 1000 };

/**
 * Parameters in billions as a name or a server's size text tells them: `llama3.2:3b`, `8x7b` (56), `E4B`,
 * `Qwen3-Coder-30B-A3B` (30, the active ones do not count), `270M`, `1.05T`. Undefined where nothing does.
 */
export function readParameters(text: string): number | undefined {
  const sizes = [
    ...text.toLowerCase().matchAll(/(?<![a-z0-9.])(?:(\d+)x)?e?(\d+(?:\.\d+)?)\s?([mbt])(?![a-z0-9])/g),
  ].map(([, experts, size, unit]) => Number(experts ?? 1) * Number(size) * (BILLION[unit ?? "b"] ?? 1));
  return sizes.length === 0 ? undefined : Math.max(...sizes);
}

/** Standing by size: what fits a phone, a laptop, a workstation. */
export function tierForParameters(billions: number | undefined): ModelTier {
  if (billions === undefined || billions <= 9.5) return "small";
  return billions <= 45 ? "medium" : "large";
}

/** What a name gives away where a server says nothing. Only well-known families; anything else counts as plain. */
export function factsFromName(name: string): {
  reasoning: boolean;
  vision: boolean;
  tools: boolean;
  embedding: boolean;
} {
  const lower = name.toLowerCase();
  const embedding = /embed|(?:^|[/_-])(?:bge|gte|e5|minilm|arctic)(?:[_-]|$)/.test(lower);
  const instructOnly = /instruct|coder/.test(lower);
  return {
    embedding,
    reasoning:
      !embedding &&
      (/thinking|reasoning|qwq|deepseek-r1|magistral|gpt-oss|(?:^|[/_-])r1(?:[_-]|$)/.test(lower) ||
        (/qwen3/.test(lower) && !instructOnly && !/vl/.test(lower))),
    vision:
      !embedding &&
      /vision|[-_]vl\b|[-_]vl[-_:]|llava|pixtral|moondream|minicpm-v|gemma-?[34](?!.*(?:\b1b|270m))|llama-?4/.test(
        lower,
      ),
    tools:
      !embedding &&
      /qwen|llama-?3[.\d]*|llama-?4|mistral|ministral|devstral|magistral|gpt-oss|glm|kimi|hermes|command-r|granite|gemma-?4|nemotron/.test(
        lower,
      ) &&
      !/llama-?3\.2.*vision/.test(lower),
  };
}
