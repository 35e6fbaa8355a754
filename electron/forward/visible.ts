/**
 * A text without characters that some reader takes for the end of a line, or for orders to a terminal: what a stranger wrote in an id
 * must not begin an entry of its own in somebody's log.
 */
export function visible(text: string): string {
  return text.replace(unseen, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for.
const unseen = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]/gu;
