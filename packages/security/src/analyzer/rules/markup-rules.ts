import type { FindingCategory } from "../scan-result.ts";

/** Signs in the raw text that no honest prompt needs. Patterns have no unbounded gap: time stays linear. */
export interface MarkupRule {
  readonly rule: string;
  readonly category: FindingCategory;
  readonly reason: string;
  /** Flag `g`. */
  readonly pattern: RegExp;
  /** Log-odds for an attack. */
  readonly weight: number;
  /** Tried only when one of these stands in the lower-cased text. */
  readonly hints: readonly string[];
}

/** Forged turn markers, hidden text, exfiltration by address. */
export const MARKUP_RULES: readonly MarkupRule[] = [
  {
    rule: "forged_chat_marker",
    category: "prompt_injection",
    reason: "Forges a model's turn markers.",
    hints: ["<|"],
    pattern:
      /<\|(?:im_start|im_end|system|user|assistant|start_header_id|end_header_id|eot_id|endoftext|endofprompt|begin_of_text)\|>/gi,
    weight: 2.6,
  },
  {
    rule: "forged_instruction_marker",
    category: "prompt_injection",
    reason: "Forges instruction markers.",
    hints: ["[inst]", "[/inst]", "<<sys>>", "[system]", "[/system]"],
    pattern: /\[\/?INST\]|<<\/?SYS>>|\[\/?SYSTEM\]/gi,
    weight: 2.6,
  },
  {
    rule: "forged_system_tag",
    category: "prompt_injection",
    reason: "Opens or closes a system block.",
    hints: ["system", "instructions", "admin", "context", "document", "user_input"],
    pattern:
      /<\/(?:system|system_prompt|instructions|user_input|document|context|data|input|prompt)>\s{0,20}(?:<(?:system|instructions|admin|user|assistant)|(?:new|ignore|now|you|system|important)\b)|<(?:system|admin|system_prompt|important|override)>\s{0,10}[A-Za-z]/gi,
    weight: 3.2,
  },
  {
    rule: "forged_system_turn",
    category: "prompt_injection",
    reason: "Forges a system turn.",
    hints: ["system", "admin", "developer"],
    pattern:
      /\b(?:system|admin|developer|root)(?<=(?:^|[\n\r"'`>.!?)\]])[ \t#*=\-[({>]{0,12}(?:system|admin|developer|root))(?: admin)?(?: (?:message|note|notice|override|alert|update|instruction|instructions|prompt|command))?[ \t]{0,2}[\])}*]{0,4}[ \t]{0,2}:[ \t*]{0,4}[A-Za-z"]/gi,
    weight: 1.1,
  },
  {
    rule: "forged_role_json",
    category: "prompt_injection",
    reason: "Forges a system turn in JSON.",
    hints: ["role"],
    pattern: /["']role["']\s{0,3}:\s{0,3}["'](?:system|developer)["']/gi,
    weight: 0.6,
  },
  {
    rule: "fake_boundary",
    category: "prompt_injection",
    reason: "Pretends that the input ends here.",
    hints: ["end of", "begin ", "start of", "end_of", "stop"],
    pattern:
      /\b(?:END|BEGIN|START|STOP)(?<=(?:[-=#*<[({~]{2}|^|\n)\s{0,3}(?:END|BEGIN|START|STOP))(?: OF)?(?: THE)? (?:USER |SYSTEM |NEW |TRUSTED |UNTRUSTED |PREVIOUS |ADMIN )?(?:INPUT|PROMPT|DOCUMENT|INSTRUCTIONS?|CONTEXT|QUERY|DATA|EMAIL|TEXT|CONVERSATION|MESSAGE|CONTENT)\b/gi,
    weight: 0.7,
  },
  {
    rule: "hidden_html_text",
    category: "prompt_injection",
    reason: "Holds text that a reader cannot see.",
    hints: ["display:", "visibility:", "font-size:", "opacity:", "color:"],
    pattern:
      /style\s{0,2}=\s{0,2}["'][^"'<>]{0,120}(?:display\s{0,2}:\s{0,2}none|visibility\s{0,2}:\s{0,2}hidden|font-size\s{0,2}:\s{0,2}0|opacity\s{0,2}:\s{0,2}0(?![.\d])|color\s{0,2}:\s{0,2}(?:white|transparent|#fff))/gi,
    weight: 0.4,
  },
  {
    rule: "comment_to_model",
    category: "prompt_injection",
    reason: "A hidden comment speaks to a model.",
    hints: ["<!--"],
    pattern:
      /<!--[^<>]{0,40}\b(?:ai|assistants?|agents?|llms?|language models?|copilot|chatgpt|claude|gemini|chatbots?|hidden instructions?|(?:ignore|disregard|forget) (?:all|any|the|your|previous|prior))\b/gi,
    weight: 1.4,
  },
  {
    rule: "exfiltration_image",
    category: "exfiltration",
    reason: "An image whose address carries data away.",
    hints: ["!["],
    pattern:
      /!\[[^\]\n]{0,80}\]\(\s{0,3}https?:\/\/[^\s()]{3,120}[?&=/][^\s()]{0,80}(?:\{|\[|<|%7B|\$|data=|q=|secret|prompt|history|conversation|summary|base64)[^\s()]{0,200}\)/gi,
    weight: 2.2,
  },
  {
    rule: "exfiltration_address",
    category: "exfiltration",
    reason: "An address built to carry data away.",
    hints: ["http"],
    pattern:
      /https?:\/\/[^\s"'<>()]{3,100}[?&][a-z_]{1,20}=(?:\{\{?|\[|<|\$\{?|%7B)[a-z _]{0,30}(?:secret|password|prompt|history|conversation|data|chat|summary|key|token|message|answer|response|user)/gi,
    weight: 1.6,
  },
];
