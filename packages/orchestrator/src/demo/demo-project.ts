/** What the demo shows as its Google Cloud project. */
export const DEMO_PROJECT = "demo";
