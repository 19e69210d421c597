import type { Failover } from "@ai-orchestrator/contract";

/** A move from one model to the next as one sentence. */
export function failoverText({ from, to, error, note }: Failover): string {
  const isChecked = error.details?.["check"] !== undefined;
  const why = error.message.replace(/\.$/u, "");
  const moved = isChecked ? `${from} was not good enough: ${lowerFirst(why)}` : `${from} failed (${why})`;
  return `${moved}; asking ${to}.${note === undefined ? "" : ` ${note}`}`;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
