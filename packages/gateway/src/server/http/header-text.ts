/** Text as a header can say it: model names of people's own endpoints, and reasons, may hold anything. */
export function headerText(text: string): string {
  return text.replace(/[^\x20-\x7E]/g, "?");
}
