import type { Bench } from '../frame/bench.ts';
import { percentile, rounded } from '../frame/statistics.ts';
import { recordThroughput, verification } from './record.ts';
import { verdictTimes } from './verdicts.ts';

/** What the gate and the record cost: a verdict on one message, entries a second, and the proof of a million of them. */
export const gate: Bench = async (progress) => {
  progress('judging');
  const times = await verdictTimes(20_000);
  const p50 = (values: readonly number[]) => rounded(percentile(values, 50), 3);
  const p99 = (values: readonly number[]) => rounded(percentile(values, 99), 3);
  progress('recording');
  const recordPerSecond = await recordThroughput(50_000);
  const million = 1_000_000;
  const { seconds, megabytes } = await verification(million, progress);
  return {
    rows: [
      { measured: 'inbound verdict p50, ms', value: p50(times.inbound) },
      { measured: 'inbound verdict p99, ms', value: p99(times.inbound) },
      { measured: 'outbound verdict p50, ms', value: p50(times.outbound) },
      { measured: 'outbound verdict p99, ms', value: p99(times.outbound) },
      { measured: 'sealed entries recorded a second', value: recordPerSecond },
      { measured: '1,000,000 entries verified, s', value: seconds },
      { measured: '1,000,000 entries on the disk, MB', value: megabytes },
    ],
    figures: { verdictP99Ms: p99(times.both), recordPerSecond, verifyMillionSeconds: seconds },
  };
};
