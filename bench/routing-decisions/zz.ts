import { measureLearning } from "/work/main/bench/routing-decisions/measure-learning.ts";
console.log(measureLearning().join("\n"));
