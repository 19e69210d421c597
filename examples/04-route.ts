// Which model would answer, and why, without asking it.
import { createOrchestrator } from "ai-orchestrator";

await using orchestrator = await createOrchestrator({ demo: true });
for (const prompt of ["Hello", "Prove that √2 is irrational", "What happened in the news today?"]) {
  const decision = await orchestrator.route(prompt);
  console.log(`${prompt} → ${decision.model}: ${decision.task}, difficulty ${decision.difficulty.toFixed(2)}`);
}
