import { createGate } from '../../../../electron/gate/create-gate.ts';
import { isAtLeast } from '../../../../shared/model/verdict.ts';
import { policySchema } from '../../../../shared/policy.ts';
import { jid } from '../corp-gate.ts';

export interface IdnVector {
  readonly host: string;
  /** What it shows. */
  readonly unicode: string;
  /** Whether a browser shows it so; `invalid` is no name at all. */
  readonly expected: 'safe' | 'unsafe' | 'invalid';
}

/** Rows of "ascii, unicode, expected" behind a line with those names. */
export function idnVectors(tsv: string): readonly IdnVector[] {
  const rows = tsv.trim().split('\n').slice(1);
  return rows.map((row) => {
    const [host = '', unicode = '', expected = ''] = row.split('\t');
    if (expected !== 'safe' && expected !== 'unsafe' && expected !== 'invalid') {
      throw new TypeError(`not an expectation: ${row}`);
    }
    return { host, unicode, expected };
  });
}

/** What is shown as it reads without a warning must be safe, and the other way round. Null: agreed. */
export function disagreement({ host, expected }: IdnVector): string | null {
  const { level, reasons } = gate.link(`https://${host}/`);
  const isDoubtful = isAtLeast(level, 'warn');
  if (isDoubtful === (expected !== 'safe')) return null;
  return `${level} (${reasons.map(({ code }) => code).join(', ')}) instead of ${expected}`;
}

// The domains that Chromium's own test knows as well known: some vectors are unsafe because they read as one of them.
const wellKnown =
  'd4000.com digklmo68.com digklmo68.co.uk islkpx123.com isikpx123.com os345.com woder.com wmhtb.com phktb.com pkawx.com wmnr.com rf.com cyxe.com ldg.com idg.com ig.com ld.com 1gd.com cegjo.com wsws.com wsu.com wsou.com 1234567890.com aece.com aen.com n11.com o2.com 28.com 39.com 89.com 43.com oo.com qq.com nn.com test.net xn--f-vgaa.com youtube.com';

const gate = createGate({
  policy: policySchema.parse({
    partners: wellKnown.split(' ').map((domain) => ({ domain, name: domain })),
  }),
  account: jid('alice@corp.test'),
  people: [],
  blocklist: { kind: 'none' },
});
await gate.ready();
