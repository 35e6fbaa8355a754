/** Content of the file, known to be an object and nothing more. */
export type Content = Readonly<Record<string, unknown>>;

/** Brings content of one version to the next, `version` aside. It may assume what the migration before it wrote, and nothing of today's code. */
export type Migration = (content: Content) => Content;

/** Number n turns version n into n + 1. Append; never change one that was released. */
const migrations: readonly Migration[] = [
  () => ({
    settings: {
      theme: 'system',
      language: 'system',
      notifications: 'name',
      sendChatStates: true,
      sendReceipts: true,
    },
    window: null,
    lastAccount: null,
  }),
  (content) => ({ ...content, logins: {} }),
  ({ lastAccount, ...content }) => ({
    ...content,
    lastAccount:
      typeof lastAccount === 'object' && lastAccount !== null ? { ...lastAccount, consent: null } : null,
  }),
];

/** Content at the newest version; null when its version is not one we know, as after a downgrade. A file without a version is new. */
export function migrated(content: Content, steps: readonly Migration[] = migrations): Content | null {
  const { version = 0, ...rest } = content;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 0 || version > steps.length) {
    return null;
  }
  const current = steps.slice(version).reduce<Content>((before, step) => step(before), rest);
  return { ...current, version: steps.length };
}
