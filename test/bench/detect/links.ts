import { readFileSync } from 'node:fs';
import { limitOf, siteOf, urlRows, validate } from '../../../build/train/link-model.ts';
import { createGate } from '../../../electron/gate/create-gate.ts';
import { isAtLeast } from '../../../shared/model/verdict.ts';
import { strictDefaultPolicy } from '../../../shared/policy.ts';
import { disagreement, idnVectors } from '../../unit/gate/links/idn-vectors.ts';
import type { Bench } from '../frame/bench.ts';
import { corpus } from '../frame/corpora.ts';
import { rounded } from '../frame/statistics.ts';
import { person } from '../frame/stored-messages.ts';

/**
 * How much phishing the score finds at one wrong warning in a hundred, each address scored by weights that were trained without its site;
 * how many ordinary addresses the rules stop or warn of; and the vectors of Chromium that are judged otherwise.
 */
export const detectLinks: Bench = async (progress) => {
  const rows = urlRows(corpus('urls.tsv.gz'));
  const vectors = idnVectors(readFileSync(corpus('idn_cases.tsv'), 'utf8'));
  progress('training without a fifth of the sites, five times');
  const scored = validate(rows, siteOf);
  const phishing = scored.filter(({ isPhishing }) => isPhishing);
  const limit = limitOf(scored, 0.01);
  const recall = phishing.filter(({ sum }) => sum > limit).length / phishing.length;
  progress('judging');
  const { stopped, warned } = await judged(
    rows.filter(({ isPhishing }) => !isPhishing).map(({ url }) => url),
  );
  const wrong = vectors.filter((vector) => disagreement(vector) !== null).length;
  return {
    rows: [
      { measured: 'phishing found at 1 % of ordinary addresses, unseen sites', value: rounded(recall, 4) },
      { measured: 'ordinary addresses that are stopped', value: rounded(stopped, 5) },
      { measured: 'ordinary addresses that a rule warns of', value: rounded(warned, 5) },
      { measured: 'IDN vectors judged otherwise', value: wrong },
    ],
    figures: {
      linksRecallAt1PercentFpr: rounded(recall, 4),
      linksBlockFpr: rounded(stopped, 5),
      idnWrong: wrong,
    },
  };
};

async function judged(urls: readonly string[]): Promise<{ stopped: number; warned: number }> {
  // The score is measured above: the weights of the product know these addresses.
  const policy = { ...strictDefaultPolicy, links: { ...strictDefaultPolicy.links, warnThreshold: 1 } };
  const gate = createGate({ policy, account: person(0), people: [], blocklist: { kind: 'none' } });
  await gate.ready();
  const levels = urls.map((url) => gate.link(url).level);
  const share = (least: 'warn' | 'hold'): number =>
    levels.filter((level) => isAtLeast(level, least)).length / levels.length;
  return { stopped: share('hold'), warned: share('warn') - share('hold') };
}
