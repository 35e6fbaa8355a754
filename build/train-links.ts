// Trains the weights of the gate's link score and says what they are worth:
//   node build/train-links.ts URLS.tsv.gz
// URLS: label ("phishing" or "benign"), url, source, behind a line with those names. Only weights are written; no row of the file is.
// The sample of phishing begins with few letters, so besides unseen sites it is also measured on unseen first letters.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'tldts';
import type { LinkWeights } from '../electron/gate/links/score/score-link.ts';
import {
  limitOf,
  quantised,
  type Row,
  type Scored,
  siteOf,
  train,
  urlRows,
  validate,
} from './train/link-model.ts';

/** Of ordinary addresses, how many may be warned of. The goal is one in a hundred; the sample is not the world. */
const warned = 0.0075;

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: node build/train-links.ts URLS.tsv.gz');
  process.exit(2);
}
const rows = urlRows(file);
const scored = validate(rows, siteOf);
report('unseen sites (tenants of hosting companies are sites of their own)', scored);
report('unseen domains, hosting companies as a whole', validate(rows, domainOf));
report('unseen first letters', validate(rows, firstLetter));
const limit = limitOf(scored, warned);
const { bias, weights } = train(rows);
write(quantised(bias - limit, weights));

function domainOf({ host }: Row): string {
  return parse(host).domain ?? host;
}

function firstLetter({ host }: Row): string {
  const first = host.replace(/^www\./, '')[0] ?? '';
  return /[a-z]/.test(first) ? first : '0';
}

function report(what: string, results: readonly Scored[]): void {
  const phishing = results.filter(({ isPhishing }) => isPhishing);
  console.log(`${what}: ${phishing.length} phishing, ${results.length - phishing.length} ordinary`);
  for (const share of [0.001, 0.0025, 0.005, 0.0075, 0.01, 0.02, 0.05, 0.1]) {
    const most = limitOf(results, share);
    const above = phishing.filter(({ sum }) => sum > most).length;
    console.log(
      `  at ${(share * 100).toFixed(2)} % of ordinary: ${((100 * above) / phishing.length).toFixed(1)} % of phishing`,
    );
  }
}

function write({ bias: chosen, step, weights: table }: LinkWeights): void {
  const name = path.join(path.dirname(import.meta.dirname), 'electron/gate/links/score/link-weights.ts');
  const base64 = Buffer.from(table.buffer).toString('base64');
  writeFileSync(
    name,
    `/** Written by build/train-links.ts. */\nexport const linkWeights = {\n  bias: ${chosen.toFixed(6)},\n  step: ${Number(step.toPrecision(8))},\n  weights:\n    '${base64}',\n} as const;\n`,
  );
}
