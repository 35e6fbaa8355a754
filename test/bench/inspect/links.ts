import { urlRows } from '../../../build/train/link-model.ts';
import { createGate } from '../../../electron/gate/create-gate.ts';
import { policySchema } from '../../../shared/policy.ts';
import type { Bench } from '../frame/bench.ts';
import { corpus } from '../frame/corpora.ts';
import { percentile, rounded } from '../frame/statistics.ts';
import { person } from '../frame/stored-messages.ts';

const warmUp = 2000;

/** The full verdict on each address of the corpus, score included, on one core, in a company with partners and a blocklist. */
export const measureLinks: Bench = async (progress) => {
  const urls = urlRows(corpus('urls.tsv.gz')).map(({ url }) => url);
  progress(`judging ${urls.length} links`);
  const policy = policySchema.parse({
    company: { name: 'Corp', domains: ['corp.test'] },
    partners: Array.from({ length: 100 }, (_, count) => ({
      domain: `partner-${count}.test`,
      name: 'Partner',
    })),
    protectedNames: ['Corp Bank', 'IT Helpdesk'],
  });
  const text = Array.from({ length: 10_000 }, (_, count) => `bad-${count}.test`).join('\n');
  const gate = createGate({ policy, account: person(0), people: [], blocklist: { kind: 'text', text } });
  await gate.ready();
  for (const url of urls.slice(0, warmUp)) gate.link(url);
  const times: number[] = [];
  const before = process.cpuUsage();
  for (const url of urls) {
    const start = performance.now();
    gate.link(url);
    times.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(before);
  const p99 = rounded(percentile(times, 99), 3);
  const perSecond = Math.round(urls.length / ((user + system) / 1e6));
  return {
    rows: [
      { measured: 'verdict on one link p50, ms', value: rounded(percentile(times, 50), 3) },
      { measured: 'verdict on one link p99, ms', value: p99 },
      { measured: 'links a second of processor time', value: perSecond },
    ],
    figures: { linkP99Ms: p99, linksPerSecond: perSecond },
  };
};
