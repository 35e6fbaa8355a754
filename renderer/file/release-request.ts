/** What a request for a held file says in its last lines (electron/transfer/releases.ts): the two answers to it. */
export interface ReleaseRequest {
  readonly release: string;
  readonly refuse: string;
}

const answerLine = /^(?:release|refuse) ([0-9a-f]{32})$/gm;

/** Null: it asks for no release. */
export function releaseRequest(body: string): ReleaseRequest | null {
  const code = /^release ([0-9a-f]{32})$/m.exec(body)?.[1];
  if (code === undefined) return null;
  const refuse = `refuse ${code}`;
  return body.split('\n').includes(refuse) ? { release: `release ${code}`, refuse } : null;
}

/** What is being written, with this as its only answer: the last one that was pressed is meant. */
export function withAnswer(draft: string, answer: string): string {
  const words = draft.replace(answerLine, '').trimEnd();
  return words === '' ? answer : `${words}\n${answer}`;
}
