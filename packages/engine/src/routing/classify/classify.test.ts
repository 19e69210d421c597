import { TASKS, type Task } from "@ai-orchestrator/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classify } from "./index.ts";

/** Everyday prompts, several a task and language; none is from a data set. */
const EVERYDAY: readonly (readonly [string, Task])[] = [
  ["Write a Python function that merges two dictionaries", "code"],
  ["Why do I get 'undefined is not a function' in my React app?", "code"],
  ["Escribe una función en JavaScript que cuente vocales", "code"],
  ["用Python写一个冒泡排序函数", "code"],
  ["What is 18% of 240?", "math"],
  ["Solve 4x - 9 = 27", "math"],
  ["Quelle est la racine carrée de 225 ?", "math"],
  ["Berechne die Ableitung von x^2", "math"],
  ["Lena is older than Omar. Omar is older than Pia. Who is the youngest?", "reasoning"],
  ["Which word does not belong: hammer, saw, banana, drill?", "reasoning"],
  ["Write a short poem about winter mornings", "writing"],
  ["Rewrite this sentence to sound more polite: send me the file", "writing"],
  ["Escreva um poema sobre a chuva", "writing"],
  ["Schreibe eine E-Mail an meinen Vermieter", "writing"],
  ["Summarize this article in two sentences: The harbour was closed on Monday after a storm.", "summarization"],
  ["この記事を要約して", "summarization"],
  ["इस लेख का सारांश लिखो", "summarization"],
  ["Extract all company names from the following text: Acme bought Initech in May.", "extraction"],
  ["Classify the sentiment of this review as positive or negative: the room was filthy", "extraction"],
  ["Translate to Italian: where is the harbour?", "translation"],
  ["How do you say goodbye in Korean?", "translation"],
  ["把这句话翻译成法语：我很高兴", "translation"],
  ["What's the weather in Lyon today?", "websearch"],
  ["latest news about the election", "websearch"],
  ["¿Qué tiempo hace hoy en Sevilla?", "websearch"],
  ["Who painted the Night Watch?", "knowledge"],
  ["How can I keep my houseplants alive?", "knowledge"],
  ["Was ist der Unterschied zwischen Wetter und Klima?", "knowledge"],
  ["什么是黑洞？", "knowledge"],
  ["Act as a ship's captain and tell me about your last voyage", "roleplay"],
  ["Pretend you are a medieval baker. Stay in character.", "roleplay"],
  ["hey, how are you?", "chat"],
  ["thanks, you are great!", "chat"],
  ["नमस्ते, आप कैसे हैं?", "chat"],
  ["Draw a fox wearing a scarf", "image_gen"],
  ["Generate an image of a lighthouse at dusk", "image_gen"],
  ["画一只会飞的狗", "image_gen"],
];

describe("classify", () => {
  it.each(EVERYDAY)("%s -> %s", (prompt, task) => {
    expect(classify(prompt).task).toBe(task);
  });

  it("gives a posterior over the twelve tasks that sums to one", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400, unit: "binary" }), (prompt) => {
        const { tasks, difficulty, difficultyUncertainty } = classify(prompt);
        expect(Object.keys(tasks)).toEqual([...TASKS]);
        const sum = Object.values(tasks).reduce((total, p) => total + p, 0);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-6);
        expect(difficulty).toBeGreaterThanOrEqual(0);
        expect(difficulty).toBeLessThanOrEqual(1);
        expect(difficultyUncertainty).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it("is pure: other prompts in between change nothing", () => {
    const first = JSON.stringify(classify("Prove that 7 is prime"));
    for (const [prompt] of EVERYDAY) classify(prompt);
    expect(JSON.stringify(classify("Prove that 7 is prime"))).toBe(first);
  });

  it("is unclear about an empty prompt and one without a word", () => {
    expect(classify("").task).toBe("unclear");
    expect(classify("  \n ?! ").task).toBe("unclear");
  });

  it("ignores case and spacing exactly", () => {
    for (const [prompt, task] of EVERYDAY) {
      expect(classify(prompt.toLowerCase()).task).toBe(task);
      expect(classify(`  ${prompt.replaceAll(" ", "   ")} `).task).toBe(task);
    }
  });

  it("ignores courtesies around an instruction", () => {
    for (const [prompt, task] of EVERYDAY.filter(([, t]) => t !== "chat")) {
      expect(classify(`Hi! Could you please help me with this? ${prompt} Thank you so much!`).task).toBe(task);
    }
  });

  it("reads instructions around a pasted page, first or last", () => {
    const page = "The committee met twice. It heard three witnesses and calculated the cost of 12 bridges. ".repeat(60);
    expect(classify(`Translate this into Spanish:\n\n${page}`).task).toBe("translation");
    expect(classify(`${page}\n\nSummarize the above.`).task).toBe("summarization");
    expect(classify(`"${page}"\n\nWrite a poem about this.`).task).toBe("writing");
  });

  it("does not read an empty context field as a text", () => {
    const prompt =
      "Context: None\n\nQuestion: Which planet is closest to the sun?\n\nOptions:\nA. Mars\nB. Mercury\nC. Venus\nD. Earth";
    expect(classify(prompt).task).toBe("knowledge");
  });

  it("lets a short follow-up inherit the task before it, and a clear request not", () => {
    expect(classify("and in French?", { previousTask: "translation" }).task).toBe("translation");
    expect(classify("make it shorter", { previousTask: "writing" }).task).toBe("writing");
    const request = "Write a Python function that merges two sorted lists of numbers";
    expect(classify(request, { previousTask: "chat" }).task).toBe("code");
  });

  it("finds the further tasks of a prompt that asks for two things", () => {
    const search = classify("Search the web for the latest battery research and then write a blog post about it");
    expect(search.task).toBe("websearch");
    expect(search.also).toContain("writing");
    expect(classify("Summarize this report and translate it into German: sales rose.").also).toHaveLength(1);
    expect(classify("What is the difference between writing and drawing?").also).toEqual([]);
  });

  it("names the language", () => {
    const prompts = {
      en: "What is the best way to learn the guitar?",
      es: "¿Cuál es la mejor manera de aprender la guitarra?",
      fr: "Quelle est la meilleure façon d'apprendre la guitare ?",
      de: "Was ist der beste Weg, um Gitarre zu lernen?",
      pt: "Qual é a melhor maneira de aprender a tocar violão para você?",
      zh: "学习吉他最好的方法是什么？",
      ja: "ギターを学ぶ一番いい方法は何ですか？",
      hi: "गिटार सीखने का सबसे अच्छा तरीका क्या है?",
    };
    for (const [language, prompt] of Object.entries(prompts)) expect(classify(prompt).language).toBe(language);
  });

  it("says where the instruction stands", () => {
    const prompt = 'Please translate "the quick brown fox jumps over the dog" into Greek, thanks';
    const [first] = classify(prompt).instruction;
    expect(prompt.slice(first!.start, first!.end)).toBe("translate");
  });
});

describe("cues", () => {
  const prompts = [...EVERYDAY.map(([prompt]) => prompt), "Refactor this:\n```\nlet a = 1\n```"];

  it("are true causes: taking the words out lowers the task's probability", () => {
    let checked = 0;
    for (const prompt of prompts) {
      const { task, tasks, cues } = classify(prompt);
      for (const cue of cues) {
        if (cue.span === undefined || task === "unclear") continue;
        const without = prompt.slice(0, cue.span.start) + prompt.slice(cue.span.end);
        expect(cue.weight).toBeGreaterThan(0);
        expect(classify(without).tasks[task]).toBeLessThan(tasks[task]);
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(50);
  });

  it("are words of the prompt or named properties, at most four", () => {
    for (const prompt of prompts) {
      const { cues } = classify(prompt);
      expect(cues.length).toBeLessThanOrEqual(4);
      for (const cue of cues) if (cue.span !== undefined) expect(prompt).toContain(cue.text);
    }
  });
});
