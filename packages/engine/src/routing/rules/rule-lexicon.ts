import type { Dial, Task } from "@ai-orchestrator/contract";
import type { AttachmentKind } from "./rule.ts";

/** Names of work as people write them. Only names of the whole task: "poems" is a word to look for, "writing" is a task. */
export const TASK_NAMES: ReadonlyMap<string, Task> = new Map<string, Task>([
  ...names("code", ["code", "coding", "programming", "code generation", "software development"]),
  ...names("math", ["math", "maths", "mathematics", "calculations", "arithmetic"]),
  ...names("reasoning", ["reasoning", "logic", "logic puzzles", "deep reasoning"]),
  ...names("writing", ["writing", "creative writing", "creative", "copywriting"]),
  ...names("summarization", ["summaries", "summary", "summarization", "summarizing", "summarising", "summarisation"]),
  ...names("extraction", ["extraction", "extracting", "data extraction"]),
  ...names("translation", ["translation", "translations", "translating"]),
  ...names("websearch", [
    "web search",
    "web searches",
    "websearch",
    "searching the web",
    "internet search",
    "web research",
  ]),
  ...names("knowledge", [
    "knowledge",
    "general knowledge",
    "knowledge questions",
    "general questions",
    "factual questions",
  ]),
  ...names("roleplay", ["roleplay", "role play", "role-play"]),
  ...names("chat", ["chat", "small talk", "chitchat", "chit-chat"]),
  ...names("image_gen", ["image generation", "image_gen", "generating images", "making images", "drawing", "drawings"]),
]);

/** Names of things attached. */
export const ATTACHMENT_NAMES: ReadonlyMap<string, AttachmentKind> = new Map<string, AttachmentKind>([
  ...names("image", ["image", "images", "picture", "pictures", "photo", "photos", "screenshot", "screenshots"]),
  ...names("pdf", ["pdf", "pdfs", "pdf files"]),
  ...names("audio", ["audio", "recording", "recordings", "voice memos"]),
  ...names("video", ["video", "videos"]),
  ...names("data", ["csv", "csvs", "csv files", "spreadsheet", "spreadsheets", "excel files", "data files"]),
  ...names("file", ["attachments", "attached files"]),
]);

/** Languages: ISO code, then how prompts in eight languages call it. */
export const LANGUAGE_NAMES: Readonly<Record<string, { readonly code: string; readonly words: readonly string[] }>> = {
  english: {
    code: "en",
    words: ["english", "englisch", "inglés", "anglais", "inglês", "英语", "英文", "英語", "अंग्रेज़ी", "अंग्रेजी"],
  },
  german: {
    code: "de",
    words: ["german", "deutsch", "alemán", "allemand", "alemão", "德语", "德文", "ドイツ語", "जर्मन"],
  },
  french: {
    code: "fr",
    words: ["french", "französisch", "francés", "français", "francês", "法语", "法文", "フランス語", "फ़्रेंच"],
  },
  spanish: {
    code: "es",
    words: ["spanish", "spanisch", "español", "espagnol", "espanhol", "西班牙语", "スペイン語", "स्पेनिश"],
  },
  portuguese: {
    code: "pt",
    words: [
      "portuguese",
      "portugiesisch",
      "portugués",
      "portugais",
      "português",
      "葡萄牙语",
      "ポルトガル語",
      "पुर्तगाली",
    ],
  },
  italian: { code: "it", words: ["italian", "italienisch", "italiano", "italien", "意大利语", "イタリア語", "इतालवी"] },
  chinese: {
    code: "zh",
    words: ["chinese", "mandarin", "chinesisch", "chino", "chinois", "chinês", "中文", "汉语", "中国語", "चीनी"],
  },
  japanese: {
    code: "ja",
    words: ["japanese", "japanisch", "japonés", "japonais", "japonês", "日语", "日文", "日本語", "जापानी"],
  },
  hindi: { code: "hi", words: ["hindi", "印地语", "ヒンディー語", "हिंदी", "हिन्दी"] },
};

/** Settings of the dial as people write them. */
export const DIAL_NAMES: ReadonlyMap<string, Dial> = new Map<string, Dial>([
  ...names("economy", [
    "cheap",
    "cheapest",
    "economy",
    "the cheapest",
    "the cheapest model",
    "a cheap model",
    "cheap models",
    "cheaply",
  ]),
  ...names("best", ["best", "the best", "the best model", "best quality", "highest quality", "quality"]),
  ...names("balanced", ["balanced"]),
]);

/** Names of "on this machine", also as the right side of an arrow. */
export const LOCAL_NAMES: ReadonlySet<string> = new Set([
  "local",
  "local only",
  "local models",
  "a local model",
  "local model",
  "only local",
  "offline",
  "offline only",
  "never cloud",
  "no cloud",
  "not cloud",
  "this machine",
  "my machine",
  "on-device",
  "private",
  "lokal",
  "nur lokal",
  "en local",
  "本地",
  "ローカル",
  "स्थानीय",
]);

/** Families that are not names in the catalogue: provider patterns to use. */
export const FAMILY_PROVIDERS: Readonly<Record<string, readonly string[]>> = {
  claude: ["anthropic/*"],
  gpt: ["openai/*"],
  chatgpt: ["openai/*"],
  gemini: ["vertex-ai/*", "google/*"],
  vertex: ["vertex-ai/*"],
  "vertex ai": ["vertex-ai/*"],
  "google gemini": ["google/*"],
  grok: ["xai/*"],
  "x.ai": ["xai/*"],
  kimi: ["moonshot/*"],
  sonar: ["perplexity/*"],
  "lm studio": ["lmstudio/*"],
  "llama.cpp": ["llamacpp/*"],
};

/** Words that mean every prompt. */
export const EVERYTHING: ReadonlySet<string> = new Set([
  "",
  "everything",
  "anything",
  "all",
  "all prompts",
  "every prompt",
  "all questions",
  "all tasks",
  "any prompt",
  "always",
]);

/** Words a subject may carry that say nothing about what to look for. */
export const FILLER: ReadonlySet<string> = new Set([
  "my",
  "our",
  "the",
  "all",
  "any",
  "every",
  "a",
  "an",
  "of",
  "about",
  "anything",
  "everything",
  "something",
  "things",
  "stuff",
  "related",
  "to",
  "regarding",
  "concerning",
  "mentioning",
  "containing",
  "prompts",
  "prompt",
  "question",
  "questions",
  "requests",
  "tasks",
  "task",
  "work",
  "that",
  "mention",
  "mentions",
  "contain",
  "contains",
  "is",
  "are",
  "always",
]);

/** What a rule cannot express; a sentence with one of these is refused rather than half understood. */
export const HEDGES: readonly string[] = [
  "unless",
  "except",
  "maybe",
  "perhaps",
  "sometimes",
  "usually",
  "mostly",
  "if possible",
  "but",
  "need not",
  "needn't",
  "not need",
  "don't need",
  "doesn't need",
  "no need",
  "not necessary",
  "not have to",
  "don't have to",
  "instead of",
  "or not",
  "however",
  "after",
  "before",
  "until",
  "between",
  "tomorrow",
  "today",
];

function names<const T>(value: T, list: readonly string[]): readonly (readonly [string, T])[] {
  return list.map((name) => [name, value] as const);
}
