import type { Rule } from "./rule.ts";

/** A rule as one line a person reads: what it looks for, and what it does. */
export function describeRule(rule: Rule): string {
  return `${when(rule)} → ${what(rule)}`;
}

function when({ match }: Rule): string {
  const parts: string[] = [];
  if (match.keywords !== undefined)
    parts.push(`the text mentions ${match.keywords.map((word) => `“${word}”`).join(" or ")}`);
  if (match.tasks !== undefined) parts.push(`the task is ${match.tasks.join(" or ")}`);
  if (match.language !== undefined) parts.push(`the prompt is in ${match.language}`);
  if (match.attachments !== undefined) parts.push(`${match.attachments.join(" or ")} attached`);
  return parts.length === 0 ? "always" : `when ${parts.join(" and ")}`;
}

function what({ effect }: Rule): string {
  switch (effect.type) {
    case "local-only":
      return "only models on this machine";
    case "use":
      return `use ${effect.models.join(", then ")}`;
    case "avoid":
      return `never use ${effect.models.join(" or ")}`;
    case "dial":
      return `dial at ${effect.dial}`;
  }
}
