import type { Catalogue } from './catalogue.ts';

/** Why main did not do it, from the code of its refusal. `own` says what a code means in one place. */
export function refusalText(
  code: string,
  { app }: Catalogue,
  own: Readonly<Record<string, string>> = {},
): string {
  const words = own[code];
  if (words !== undefined) return words;
  switch (code) {
    case 'offline':
      return app.offline;
    case 'not-supported':
      return app.notSupported;
    default:
      return app.failed;
  }
}
