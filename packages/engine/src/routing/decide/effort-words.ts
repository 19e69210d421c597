/**
 * Words that say a prompt is demanding, lower case, by how much each adds to its effort (0–1). From the earlier
 * implementation's list of complexity terms and deep-reasoning signals, and the same words in eight languages.
 */
export const EFFORT_WORDS: readonly (readonly [effort: number, words: readonly string[]])[] = [
  [
    0.45,
    [
      "prove", "proof", "proofs", "theorem", "lemma", "derive the", "rigorous", "rigorously", "by induction", "irrational", "olympiad", "np-hard", "np-complete", "formal verification",
      "beweise", "beweis", "demuestra", "demostración", "démontrer", "démontre", "démonstration", "prove que", "demonstre que", "demonstração", "证明", "定理", "証明", "सिद्ध",
    ],
  ],
  [
    0.3,
    [
      "integral", "differential equation", "eigenvalue", "eigenvalues", "eigenvectors", "combinatorics", "modular arithmetic", "probability that", "optimal strategy", "logic puzzle", "paradox", "knights and knaves", "deduce", "game theory",
      "think deeply", "think carefully", "think hard", "think step by step", "reason step by step", "step by step", "step-by-step", "reason through", "in depth", "in-depth", "comprehensive", "multi-step", "trade-offs", "tradeoffs",
      "schritt für schritt", "paso a paso", "étape par étape", "passo a passo", "逐步", "一步一步", "积分", "微分方程", "ステップごと", "段階的に", "積分", "微分方程式", "चरण दर चरण", "समाकलन",
    ],
  ],
  [
    0.2,
    [
      "architecture", "system design", "distributed", "concurrency", "concurrent", "multithreaded", "thread-safe", "threading", "lock-free", "race condition", "race conditions", "deadlock", "deadlocks", "asynchronous", "consensus", "exactly-once", "fault-tolerant", "scalability", "scalable",
      "optimize", "optimise", "benchmark", "profiling", "migration", "refactor", "database schema", "security audit", "oauth", "authentication", "authorization", "kubernetes", "microservice", "microservices", "monorepo", "edge case", "edge cases", "memory leak", "memory leaks",
      "stack trace", "traceback", "segfault", "compiler", "cryptographic", "dynamic programming", "time complexity", "algorithm", "strategy", "strategic", "analyze", "analyse", "evaluate", "critically", "implications",
      "architektur", "nebenläufigkeit", "skalierbar", "arquitectura", "escalable", "concurrencia", "escalável", "évolutif", "architecture logicielle", "分布式", "并发", "架构", "算法", "分散システム", "並行処理", "アルゴリズム", "वितरित", "एल्गोरिदम",
    ],
  ],
];
