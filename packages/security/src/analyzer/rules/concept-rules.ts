import type { Concept } from "../lexicon/concept.ts";
import type { FindingCategory } from "../scan-result.ts";

/** Concepts that mean trouble when they stand together, in any order and language. */
export interface ConceptRule {
  readonly rule: string;
  readonly category: FindingCategory;
  readonly reason: string;
  /** All of these, each on words of its own. */
  readonly all: readonly Concept[];
  /** Within so many words. */
  readonly within: number;
  /** How much this alone speaks for an attack, in log-odds. */
  readonly weight: number;
}

/** What the analyzer knows about intents. Weights are starting points; the model learns how far to trust each rule. */
export const CONCEPT_RULES: readonly ConceptRule[] = [
  { rule: "override_prior_instructions", category: "instruction_override", reason: "Asks to disregard earlier instructions.", all: ["override", "prior", "instruction"], within: 9, weight: 4.5 },
  { rule: "override_every_instruction", category: "instruction_override", reason: "Asks to disregard all instructions.", all: ["override", "every", "instruction"], within: 7, weight: 2.5 },
  { rule: "override_own_instructions", category: "instruction_override", reason: "Asks to disregard the system's instructions.", all: ["override", "system"], within: 8, weight: 3 },
  { rule: "override_all_before", category: "instruction_override", reason: "Asks to forget everything so far.", all: ["override", "every", "prior"], within: 7, weight: 2 },
  { rule: "override_for_new_task", category: "instruction_override", reason: "Replaces the task by another.", all: ["override", "fresh"], within: 18, weight: 1.6 },
  { rule: "override_then_say", category: "instruction_override", reason: "Drops the task and dictates the answer.", all: ["override", "forceOutput"], within: 16, weight: 2.4 },
  { rule: "dictated_takeover", category: "prompt_injection", reason: "Dictates a takeover message.", all: ["forceOutput", "pwned"], within: 10, weight: 3 },
  { rule: "new_task_dictated", category: "prompt_injection", reason: "Gives a new task and dictates the answer.", all: ["fresh", "forceOutput"], within: 14, weight: 1.2 },
  { rule: "addressed_to_model", category: "prompt_injection", reason: "Speaks to the model from inside a text.", all: ["machine", "fresh"], within: 14, weight: 1 },
  { rule: "priority_override", category: "prompt_injection", reason: "Claims precedence over other instructions.", all: ["priority", "override", "instruction"], within: 16, weight: 1.6 },
  { rule: "model_told_to_obey", category: "prompt_injection", reason: "Tells the model to obey it.", all: ["machine", "comply", "instruction"], within: 20, weight: 1 },
  { rule: "reveal_system_prompt", category: "system_prompt_extraction", reason: "Asks for the system prompt.", all: ["reveal", "system"], within: 10, weight: 2.6 },
  { rule: "reveal_your_instructions", category: "system_prompt_extraction", reason: "Asks for the model's instructions.", all: ["reveal", "you", "instruction"], within: 7, weight: 1.2 },
  { rule: "verbatim_system_prompt", category: "system_prompt_extraction", reason: "Asks for the system prompt word for word.", all: ["verbatim", "system"], within: 16, weight: 2 },
  { rule: "transform_system_prompt", category: "system_prompt_extraction", reason: "Asks for the system prompt in another form.", all: ["transform", "system"], within: 14, weight: 1.8 },
  { rule: "reveal_secret", category: "system_prompt_extraction", reason: "Asks for a secret the model holds.", all: ["reveal", "you", "secret"], within: 10, weight: 1 },
  { rule: "transform_secret", category: "system_prompt_extraction", reason: "Asks for a secret in another form.", all: ["transform", "secret"], within: 12, weight: 0.8 },
  { rule: "authority_reveals", category: "system_prompt_extraction", reason: "Claims authority to be told what is hidden.", all: ["authority", "reveal"], within: 30, weight: 1.6 },
  { rule: "authority_overrides", category: "jailbreak", reason: "Claims authority to lift limits.", all: ["authority", "override"], within: 30, weight: 2 },
  { rule: "authority_bypass", category: "jailbreak", reason: "Claims authority to lift limits.", all: ["authority", "bypass"], within: 24, weight: 1.6 },
  { rule: "unrestricted_role", category: "jailbreak", reason: "Gives the model a role without limits.", all: ["role", "unrestricted"], within: 40, weight: 2.2 },
  { rule: "special_mode", category: "jailbreak", reason: "Invokes a mode that does not exist.", all: ["mode", "you"], within: 30, weight: 2.2 },
  { rule: "special_mode_role", category: "jailbreak", reason: "Invokes a mode without limits.", all: ["mode", "unrestricted"], within: 60, weight: 2.4 },
  { rule: "known_persona", category: "jailbreak", reason: "Uses a persona known from jailbreaks.", all: ["persona", "role", "unrestricted"], within: 60, weight: 3 },
  { rule: "known_persona_named", category: "jailbreak", reason: "Uses a persona known from jailbreaks.", all: ["persona", "role", "machine"], within: 40, weight: 1.6 },
  { rule: "refusal_suppressed", category: "jailbreak", reason: "Forbids the model to refuse.", all: ["prime", "unrestricted"], within: 40, weight: 1.6 },
  { rule: "primed_role", category: "jailbreak", reason: "Dictates how the answer begins in a role.", all: ["prime", "role", "comply"], within: 50, weight: 1.6 },
  { rule: "obedience_without_limits", category: "jailbreak", reason: "Demands obedience without limits.", all: ["comply", "unrestricted"], within: 40, weight: 1.6 },
  { rule: "limits_bypassed", category: "jailbreak", reason: "Asks the model to get round its limits.", all: ["bypass", "you", "limit"], within: 9, weight: 1.4 },
  { rule: "limits_ignored", category: "jailbreak", reason: "Asks the model to drop its limits.", all: ["override", "you", "limit"], within: 9, weight: 2 },
  { rule: "harm_in_fiction", category: "jailbreak", reason: "Wraps something harmful in fiction and forbids limits.", all: ["fiction", "harm", "unrestricted"], within: 50, weight: 1.4 },
  { rule: "harm_with_primed_answer", category: "jailbreak", reason: "Asks for something harmful and dictates the answer's start.", all: ["harm", "prime"], within: 50, weight: 1 },
  { rule: "harm_in_role", category: "jailbreak", reason: "Asks for something harmful in a role without limits.", all: ["harm", "role", "unrestricted"], within: 60, weight: 1.6 },
  { rule: "covert_action", category: "exfiltration", reason: "Asks for an action the user is not to know of.", all: ["conceal", "transmit"], within: 24, weight: 2.2 },
  { rule: "covert_tool_use", category: "prompt_injection", reason: "Asks for a tool's use the user is not to know of.", all: ["conceal", "tool"], within: 20, weight: 1.6 },
  { rule: "secret_sent_away", category: "exfiltration", reason: "Asks to send a secret somewhere.", all: ["transmit", "secret"], within: 12, weight: 1 },
  { rule: "conversation_sent_away", category: "exfiltration", reason: "Asks to send what was said or hidden somewhere.", all: ["transmit", "system"], within: 14, weight: 2 },
  { rule: "override_and_send", category: "exfiltration", reason: "Drops the task and sends something somewhere.", all: ["override", "instruction", "transmit"], within: 24, weight: 2.2 },
];
