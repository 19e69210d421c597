import { initialTurnState, reduceTurn, type TurnEvent, type TurnState } from "@ai-orchestrator/contract";
import type { CliContext } from "../cli-context.ts";
import { createAnswerWriter, type AnswerWriter } from "../terminal/answer-writer.ts";
import { sanitizeLine } from "../terminal/sanitize-line.ts";
import { wrapText } from "../terminal/wrap-text.ts";
import { createStatusLine, type StatusLine } from "../terminal/status-line.ts";
import { failoverText } from "./failover-text.ts";
import { PHASE_TEXT } from "./phase-text.ts";
import { decisionLine, summaryLine } from "./turn-summary.ts";
import { JSON_VERSION, turnJson } from "./turn-json.ts";

/** How a turn is shown. */
export interface PresentOptions {
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  /** One final object on stdout. */
  readonly json?: boolean;
  /** Every event as a line on stdout. */
  readonly jsonl?: boolean;
  /** Model text exactly as it came: no sanitizing, no rendering. */
  readonly raw?: boolean;
  /** Hold the answer back until it is whole. */
  readonly noStream?: boolean;
  /** Show reasoning on stderr. */
  readonly showReasoning?: boolean;
}

/** Shows one turn as it happens: the answer on stdout, everything else on stderr. Returns its last state. */
export async function presentTurn(
  events: AsyncIterable<TurnEvent>,
  options: PresentOptions,
  context: CliContext,
): Promise<TurnState> {
  const { stdout, stderr, err } = context;
  const machine = options.json === true || options.jsonl === true;
  const quiet = options.quiet === true || options.json === true;
  using status = createStatusLine({
    stream: stderr,
    style: err,
    quiet: options.quiet === true || machine,
    plain: context.env["TERM"] === "dumb",
  });
  const answer = await createAnswerWriter({ stream: stdout, style: context.out, raw: options.raw === true });
  const show = new EventPrinter({ status, answer: machine ? undefined : answer, context, options, quiet });
  let state = initialTurnState();
  for await (const event of events) {
    state = reduceTurn(state, event);
    if (options.jsonl) stdout.write(`${JSON.stringify({ v: JSON_VERSION, ...event })}\n`);
    else show.event(event, state);
  }
  show.end();
  if (options.json) stdout.write(`${JSON.stringify(turnJson(state))}\n`);
  if (!quiet && !machine && state.status === "complete")
    stderr.write(`${fitted(err.dim(sanitizeLine(summaryLine(state))), stderr.columns)}\n`);
  return state;
}

interface PrinterParts {
  readonly status: StatusLine;
  readonly answer: AnswerWriter | undefined;
  readonly context: CliContext;
  readonly options: PresentOptions;
  readonly quiet: boolean;
}

/** Prints the events of one turn; holds what the terminal shows right now. */
class EventPrinter {
  readonly #parts: PrinterParts;
  #reasoningOpen = false;
  #held = "";

  constructor(parts: PrinterParts) {
    this.#parts = parts;
  }

  event(event: TurnEvent, state: TurnState): void {
    const { status, answer, options } = this.#parts;
    switch (event.type) {
      case "status":
        status.show(event.message ?? PHASE_TEXT[event.phase]);
        return;
      case "text-delta":
        if (answer === undefined) return;
        status.clear();
        this.#closeReasoning();
        if (options.noStream) this.#held += event.text;
        else answer.write(event.text);
        return;
      case "reasoning-delta":
        this.#reasoning(event.text);
        return;
      case "turn-end":
        this.#sources(state);
        return;
      default:
        this.#note(event);
    }
  }

  end(): void {
    const { status, answer } = this.#parts;
    status.clear();
    this.#closeReasoning();
    if (answer === undefined) return;
    answer.write(this.#held);
    this.#held = "";
    answer.end();
  }

  #reasoning(text: string): void {
    const { status, context, options, quiet } = this.#parts;
    if (quiet || options.showReasoning !== true || options.jsonl) return;
    if (!this.#reasoningOpen) {
      status.clear();
      context.stderr.write(context.err.dim("thinking: "));
      this.#reasoningOpen = true;
    }
    context.stderr.write(context.err.dim(text.split("\n").map(sanitizeLine).join("\n")));
  }

  #closeReasoning(): void {
    if (this.#reasoningOpen) this.#parts.context.stderr.write("\n\n");
    this.#reasoningOpen = false;
  }

  #sources(state: TurnState): void {
    const sources = state.parts.filter((part) => part.type === "source");
    if (sources.length === 0) return;
    this.end();
    this.#say(
      sources
        .map((source, index) =>
          `[${index + 1}] ${sanitizeLine(source.title ?? "")} ${sanitizeLine(source.url ?? "")}`.replace("  ", " "),
        )
        .join("\n"),
    );
  }

  #note(event: TurnEvent): void {
    const { context } = this.#parts;
    const { err } = context;
    if (event.type === "turn-start" && event.demo)
      this.#say(err.yellow("DEMO: answers come from a built-in pretend provider, not from a model."));
    if (event.type === "turn-start" && event.incognito)
      this.#say(err.magenta("incognito: nothing of this turn is kept."));
    if (event.type === "route-decided") {
      for (const notice of event.decision.notices) this.#say(`${err.yellow("note:")} ${sanitizeLine(notice)}`);
      this.#say(err.dim(`→ ${sanitizeLine(decisionLine(event.decision))}`));
      if (this.#parts.options.verbose)
        for (const reason of event.decision.reasons)
          this.#say(err.dim(`  · ${reason.stage}: ${sanitizeLine(reason.text)}`));
    }
    if (event.type === "context" && event.omitted > 0)
      this.#say(
        err.dim(
          `  ${event.omitted} older ${event.omitted === 1 ? "turn" : "turns"} left out to fit the model's window.`,
        ),
      );
    if (event.type === "failover") {
      this.#parts.answer?.end();
      this.#say(`${err.yellow("switching:")} ${sanitizeLine(failoverText(event))}`);
    }
    if (event.type === "step-start") {
      this.#parts.answer?.end();
      this.#say(err.bold(`■ ${sanitizeLine(event.title)} · ${event.model}`));
    }
    if (event.type === "step-end" && !event.ok)
      this.#say(`${err.yellow("step failed:")} ${sanitizeLine(event.error?.message ?? "")}`);
    if (event.type === "alert" && (event.alert.action !== "log" || this.#parts.options.verbose === true))
      this.#say(`${err.yellow(`alert (${event.alert.severity}):`)} ${sanitizeLine(event.alert.reason)}`);
  }

  #say(text: string): void {
    const { status, context, quiet } = this.#parts;
    if (quiet) return;
    status.clear();
    context.stderr.write(`${fitted(text, context.stderr.columns)}\n`);
  }
}

/** Lines of text broken at spaces where the terminal would break words. */
function fitted(text: string, columns: number | undefined): string {
  return text
    .split("\n")
    .flatMap((line) => wrapText(line, columns))
    .join("\n");
}
