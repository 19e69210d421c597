import type { StoredTurn } from "@ai-orchestrator/contract";
import type { CliContext } from "../cli-context.ts";
import { EXIT } from "../exit-code.ts";
import { answerText } from "../output/turn-json.ts";
import { formatCost } from "../output/turn-summary.ts";
import { createAnswerWriter } from "../terminal/answer-writer.ts";
import { formatTable } from "../terminal/print-table.ts";
import { sanitizeLine } from "../terminal/sanitize-line.ts";
import { wrapText } from "../terminal/wrap-text.ts";
import { findConversation, shortId } from "./find-conversation.ts";
import type { HistoryCall } from "./history.ts";

/** Turns a terminal is shown unless told otherwise; a pipe or a file gets all of them. */
const SHOWN_TURNS = 50;

/** `aio history show ID`: the branch that ends at the head, or at --turn. */
export async function showHistory(id: string, { options, context }: HistoryCall): Promise<number> {
  const { out, stdout } = context;
  const orchestrator = await context.open(options);
  const { conversations } = orchestrator;
  const conversation = await findConversation(id, orchestrator);
  const isWhole = options.all === true || options.json === true || stdout.isTTY !== true;
  const most = options.last ?? (isWhole ? undefined : SHOWN_TURNS);
  const turns = await conversations.branch(conversation.id, options.turn, most);
  if (options.json) {
    stdout.write(`${JSON.stringify({ conversation, turns })}\n`);
    return EXIT.ok;
  }
  const head = [`${out.bold(sanitizeLine(conversation.title || "(untitled)"))}  ${out.dim(conversation.id)}`];
  const before = turns[0]?.parentId;
  if (before !== undefined) {
    const earlier = (await conversations.branchIds(conversation.id, before)).length;
    const turn = options.turn === undefined ? "" : ` --turn ${sanitizeLine(options.turn)}`;
    const all = `aio history show ${shortId(conversation.id)}${turn} --all`;
    head.push(out.dim(`… ${earlier.toLocaleString("en-US")} earlier ${earlier === 1 ? "turn" : "turns"}: ${all}`));
  }
  stdout.write(`${head.flatMap((line) => wrapText(line, stdout.columns)).join("\n")}\n`);
  for (const turn of turns) await printTurn(turn, context);
  return EXIT.ok;
}

async function printTurn(turn: StoredTurn, context: CliContext): Promise<void> {
  const { out, stdout } = context;
  // Who continued an answer asked nothing.
  const speaker = turn.continues === true ? "continued" : "you";
  const asked = `${out.cyan(`${speaker} · ${timeOf(turn)}`)}  ${out.dim(turn.id)}`;
  stdout.write(`\n${wrapText(asked, stdout.columns).join("\n")}\n`);
  if (turn.continues !== true) {
    const question = await createAnswerWriter({ stream: stdout, style: out, raw: false });
    question.write(answerText(turn.question));
    question.end();
  }
  const status = turn.status === "complete" ? "" : ` · ${turn.status}`;
  stdout.write(
    `\n${out.green(sanitizeLine(`${turn.model ?? "no model"}${status}${turn.cost === undefined ? "" : ` · ${formatCost(turn.cost)}`}`))}\n`,
  );
  const answer = await createAnswerWriter({ stream: stdout, style: out, raw: false });
  answer.write(answerText(turn.answer));
  answer.end();
  if (turn.error !== undefined) stdout.write(`${out.red(sanitizeLine(turn.error.message))}\n`);
}

/** `aio history branches ID`: the leaves, newest first. */
export async function listBranches(id: string, { options, context }: HistoryCall): Promise<number> {
  const orchestrator = await context.open(options);
  const conversation = await findConversation(id, orchestrator);
  const leaves = await orchestrator.conversations.leaves(conversation.id);
  if (options.json) context.stdout.write(`${JSON.stringify(leaves)}\n`);
  else
    context.stdout.write(
      `${formatTable(
        ["", "turn", "time", "model", "question"],
        leaves.map((leaf) => [
          leaf.id === conversation.headTurnId ? "●" : "○",
          leaf.id,
          timeOf(leaf),
          leaf.model ?? "",
          leaf.continues === true ? "(continued)" : sanitizeLine(answerText(leaf.question)).slice(0, 200),
        ]),
        { keep: [1, 2], columns: context.stdout.columns },
      )}\n`,
    );
  return EXIT.ok;
}

function timeOf({ createdAt }: StoredTurn): string {
  return createdAt.slice(0, 16).replace("T", " ");
}
