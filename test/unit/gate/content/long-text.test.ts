import { expect, test } from 'vitest';
import { fingerprintOf } from '../../../../electron/gate/content/detect/fingerprints.ts';
import { textInspection } from '../../../../electron/gate/content/inspect-text.ts';
import { policySchema, strictDefaultPolicy } from '../../../../shared/policy.ts';

const { inspect, inspectLong } = textInspection(strictDefaultPolicy.confidential);
const filler = 'what was said in the meeting, and by whom, is of no interest here\n';

/** A text with something every so many characters, so that something stands on every seam. */
function withSecrets(every: number, length: number): string {
  const secrets = [
    'card 4111 1111 1111 1111',
    'IBAN DE89 3704 0044 0532 0130 00',
    'password: hunter2hunter2',
  ];
  let text = '';
  for (let count = 0; text.length < length; count += 1)
    text += `${filler.repeat(Math.ceil(every / filler.length))}${secrets[count % secrets.length]}\n`;
  return text;
}

test.each([500, 1111, 2777, 4093])(
  'T37: a long text is judged as a whole, whatever stands on a seam: every %i',
  async (every) => {
    const text = withSecrets(every, 60_000);
    const breaths: number[] = [];
    const long = await inspectLong(text, 'outside', async () => void breaths.push(1));
    const { matches, findings, decision } = inspect(text, 'outside');
    expect(long.matches).toEqual(matches);
    expect(long.findings).toEqual(findings);
    expect(long.decision).toEqual(decision);
    expect(breaths.length).toBeGreaterThan(6);
  },
);

const passage =
  'what was said in the meeting about the purchase of Heron Ltd, and by whom, is for nobody else to know';
const withPassages = textInspection(
  policySchema.parse({
    confidential: { fingerprints: [{ name: 'heron', hashes: fingerprintOf(passage), leastShared: 3 }] },
  }).confidential,
);

test.each([0, 8100, 8150, 8190, 12_250])(
  'T37: a passage of a document of the company is found on a seam too: behind %i letters',
  async (before) => {
    const text = `${'word '.repeat(before / 5)}${passage} ${'word '.repeat(4000)}`;
    const long = await withPassages.inspectLong(text, 'outside', async () => undefined);
    expect(long.matches).toEqual(withPassages.inspect(text, 'outside').matches);
    expect(long.matches).toMatchObject([{ kind: 'heron' }]);
  },
);

test.each([
  ['plain', filler],
  ['with other dashes and spaces, which all of it is read again for', filler.replaceAll(' ', '\u00a0')],
])('nothing holds up everybody else for the time of a whole document: %s', async (_, line) => {
  const text = line.repeat(8000);
  let longest = 0;
  // Of the processor: the machine may stop us at any time for longer.
  const spent = () => process.cpuUsage().user / 1000;
  let last = spent();
  const breathe = async (): Promise<void> => {
    longest = Math.max(longest, spent() - last);
    await new Promise((resolve) => setImmediate(resolve));
    last = spent();
  };
  const begun = spent();
  await withPassages.inspectLong(text, 'outside', breathe);
  longest = Math.max(longest, spent() - last);
  expect(longest).toBeLessThan((spent() - begun) / 5);
});
