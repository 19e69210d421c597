import type { ImagePart, FilePart, MessagePart, StoredTurn } from "@ai-orchestrator/contract";
import { mediaLabel, timeLabel } from "./describe-turn.ts";
import type { ExportOptions, Renderer } from "./export-conversations.ts";
import {
  answerHeading,
  conversationSections,
  earlierSteps,
  partSections,
  type ConversationForm,
  type PartsForm,
} from "./readable-sections.ts";

type Render = (markdown: string) => string;

/** One HTML file that loads nothing and runs nothing: a policy in its head forbids scripts and remote content even if a renderer let some through. */
export function htmlExport(options: ExportOptions): Renderer {
  const form = conversationForm(options.renderMarkdown ?? plainText);
  return {
    head: (count) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${count === 1 ? "Conversation" : `${count} conversations`}</title><style>${STYLE}</style></head><body><main>
`,
    piece: (readable) => `<article>${conversationSections(readable, form).join("")}</article>\n`,
    tail: "</main></body></html>\n",
  };
}

function conversationForm(render: Render): ConversationForm {
  return {
    title: (title) => `<h1>${escapeHtml(title)}</h1>`,
    label: (label) => `<p class="meta">${escapeHtml(label)}</p>`,
    system: (prompt) => `<details><summary>System prompt</summary>${plainText(prompt)}</details>`,
    otherBranch: `<p class="branch">Another branch</p>`,
    turn: (turn) => [turnHtml(turn, render)],
    hidden: (note) => `<p class="meta">${note}.</p>`,
  };
}

function turnHtml(turn: StoredTurn, render: Render): string {
  const steps = earlierSteps(turn).map(
    (step) =>
      `<details><summary>${escapeHtml(`${step.title} · ${step.model}`)}</summary>${partsHtml(step.parts, render)}</details>`,
  );
  const question =
    turn.continues === true
      ? ""
      : `<section class="you"><h2>You <small>${timeLabel(turn.createdAt)}</small></h2>${partsHtml(turn.question, render)}</section>\n`;
  return `${question}<section class="answer"><h2>${escapeHtml(answerHeading(turn))}</h2>${steps.join("")}${partsHtml(turn.answer, render)}</section>
`;
}

function partsHtml(parts: readonly MessagePart[], render: Render): string {
  const form: PartsForm = {
    reasoning: (text) => `<details><summary>Reasoning</summary>${render(text)}</details>`,
    tool: ({ title, body }) =>
      `<details><summary>${escapeHtml(title)}</summary><pre>${escapeHtml(body)}</pre></details>`,
    text: (text) => `<div class="text">${render(text)}</div>`,
    media: mediaHtml,
    sources: (sources) => `<ol class="sources">${sources.map(sourceHtml).join("")}</ol>`,
  };
  return partSections(parts, form).join("");
}

function sourceHtml({ url, title, id }: Parameters<PartsForm["sources"]>[0][number]): string {
  const label = escapeHtml(title ?? url ?? id);
  return `<li>${url !== undefined && isWebAddress(url) ? `<a href="${escapeHtml(url)}" rel="noreferrer noopener">${label}</a>` : label}</li>`;
}

const SHOWN_IMAGES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

function mediaHtml(media: ImagePart | FilePart): string {
  const label = escapeHtml(mediaLabel(media));
  const isShown = media.data !== undefined && SHOWN_IMAGES.has(media.mediaType) && /^[A-Za-z0-9+/=]*$/.test(media.data);
  return isShown
    ? `<figure><img alt="${label}" src="data:${media.mediaType};base64,${media.data ?? ""}"></figure>`
    : `<p class="meta">[${label}]</p>`;
}

function isWebAddress(url: string): boolean {
  return /^https?:\/\//i.test(url);
}

function plainText(text: string): string {
  return `<div class="plain">${escapeHtml(text)}</div>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

const STYLE = `:root{color-scheme:light dark;--line:#8884}body{margin:0;font:16px/1.6 system-ui,sans-serif}main{max-width:46rem;margin:0 auto;padding:2rem 1rem}
article+article{border-top:2px solid var(--line);margin-top:3rem}h1{font-size:1.6rem}h2{font-size:.95rem;margin:0 0 .5rem}h2 small,.meta{font-weight:400;opacity:.7;font-size:.85rem}
section{padding:.8rem 1rem;border-radius:.6rem;margin:.6rem 0}.you{background:#8881}.answer{border:1px solid var(--line)}.plain{white-space:pre-wrap;overflow-wrap:anywhere}
pre{overflow:auto;background:#8881;padding:.7rem;border-radius:.4rem}img{max-width:100%;height:auto}details{margin:.4rem 0}summary{cursor:pointer;opacity:.8}.branch{border-top:1px dashed var(--line);padding-top:1rem;font-weight:600}table{border-collapse:collapse}td,th{border:1px solid var(--line);padding:.2rem .5rem}`;
