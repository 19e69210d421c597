/** What the pretend provider says, by what is asked; the last one is for everything else. Every answer says that it is one of these. */
export const DEMO_ANSWERS: readonly {
  readonly match: RegExp;
  readonly reasoning?: string;
  readonly content: string;
}[] = [
  {
    match: /quantum/i,
    reasoning: "The question asks for an explanation. I name the idea first, then what it is good for.",
    content: [
      "*Demo answer: written in advance, not by a model.*",
      "",
      "**Quantum computing** uses quantum bits. A classical bit is 0 or 1; a qubit can be in a combination of both until it is measured.",
      "",
      "- **Superposition**: n qubits hold a combination of 2ⁿ states at once.",
      "- **Entanglement**: measuring one qubit tells about another.",
      "- **Interference**: an algorithm makes wrong answers cancel and right ones add up.",
      "",
      "It helps with factoring (Shor), unstructured search (Grover) and simulating molecules; for most everyday work a classical computer stays faster.",
    ].join("\n"),
  },
  {
    match: /\b(code|function|python|typescript|bug|debug|sort)\b/i,
    reasoning: "A short working function is wanted.",
    content:
      "*Demo answer: written in advance, not by a model.*\n\n```python\ndef sort_numbers(numbers: list[float]) -> list[float]:\n    return sorted(numbers)\n```\n\n`sorted` is stable and takes O(n log n) comparisons.",
  },
  {
    match: /\b(news|latest|today|weather|search)\b/i,
    content:
      "*Demo answer: written in advance, not by a model.*\n\nThe demo has no web; with a real key a searching model would answer here and cite its sources.",
  },
];

/** For everything else. */
export const DEMO_DEFAULT =
  "*Demo answer: written in advance, not by a model.*\n\nThis is what an answer looks like: it streams, and below it you see which model was chosen, why, and what it would have cost. Add a key with `aio credentials set openai` to get real answers.";

/** The picture for whoever asks for one: a single grey pixel (PNG). */
export const DEMO_PICTURE =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";
