// The shell with a question instead of services: it is built by link-confirmation.test.ts and started in main's place.

import path from 'node:path';
import { Shell } from '../../../electron/app/shell.ts';
import { Threshold } from '../../../electron/app/threshold.ts';
import { verdictOf } from '../../../shared/model/verdict.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const outcomes = { back: 'declined', open: 'opened', report: 'reported' } as const;
const verdict = verdictOf([
  {
    code: 'link.imitates-domain',
    level: 'warn',
    params: { host: 'xn--crp-jua.test', imitates: 'corp.test', character: 'ó', script: '' },
  },
  { code: 'link.punycode', level: 'notice', params: { host: 'córp.test', ascii: 'xn--crp-jua.test' } },
]);
void start();

async function start(): Promise<void> {
  const threshold = Threshold.raise(path.join(root, 'dist'));
  if (threshold === null) return;
  await threshold.open({ theme: 'system', window: null, remembered: null });
  const shell = new Shell({
    threshold,
    assets: path.join(root, 'assets'),
    log: ({ call, what }) => process.stderr.write(`${call}: ${what}\n`),
    onWake: () => undefined,
  });
  shell.router.serve({
    // The second link is one of a company that lets nobody go on.
    'links.open': async ({ index }) => {
      const answer = await shell.confirmLink({
        url: 'https://xn--crp-jua.test/sign-in?account=anna&next=%2Fpayroll',
        host: 'xn--crp-jua.test',
        senderName: 'Bea \u202eLindqvist',
        verdict,
        mayOpen: index === 0,
      });
      return { ok: true, value: { outcome: outcomes[answer], verdict } };
    },
  });
}
