import { createHash } from "node:crypto";
import type { MessagePart, StoredTurn, Usage } from "@ai-orchestrator/contract";

/** A message of another product, already in our parts. */
export interface ForeignMessage {
  readonly id: string;
  readonly parentId?: string;
  /** `hidden` ones hold nothing to show; what follows them follows the message before. */
  readonly role: "user" | "assistant" | "hidden";
  readonly parts: readonly MessagePart[];
  /** Epoch ms. */
  readonly at?: number;
  readonly model?: string;
  readonly provider?: string;
  readonly usage?: Usage;
  readonly latencyMs?: number;
  readonly error?: StoredTurn["error"];
  readonly rating?: "up" | "down";
}

/** A conversation of another product. */
export interface ForeignConversation {
  readonly sourceId: string;
  readonly title: string;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly system?: string;
  readonly pinned?: boolean;
  readonly archived?: boolean;
  readonly tags?: readonly string[];
  readonly folder?: string;
  readonly messages: readonly ForeignMessage[];
  /** The message the product shows last. */
  readonly headMessageId?: string;
}

/** An id made from where something came from: the same source always gives the same id (a version 8 UUID of a SHA-256). */
export function derivedId(...source: readonly string[]): string {
  const hash = createHash("sha256").update(JSON.stringify(source)).digest("hex");
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 3) | 8).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
