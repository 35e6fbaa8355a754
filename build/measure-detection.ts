// What `gatehouse inspect text` finds and wrongly finds: node build/measure-detection.ts SECRETS.jsonl.gz
// Each row: text, should_flag, source. A row without should_flag is plain text only where the source is "presidio-research"; elsewhere
// it is merely not what one rule of that source looks for.

import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { inspectTextLines } from '../electron/cli/inspect-text.ts';

interface Row {
  readonly text: string;
  readonly should_flag: boolean;
  readonly source: string;
}

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: node build/measure-detection.ts SECRETS.jsonl.gz');
  process.exit(2);
}
const rows: Row[] = gunzipSync(readFileSync(file))
  .toString('utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const input = rows.map(({ text }) => text.replaceAll(/\s*[\r\n]\s*/g, ' ')).join('\n');
const options = { direction: 'outside', isStranger: false, isJson: true } as const;
const { out } = await inspectTextLines(input, null, options, (named) => readFile(named));
const verdicts: string[] = out
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line).verdict);
if (verdicts.length !== rows.length) throw new Error(`${verdicts.length} answers to ${rows.length} rows`);

const sources = [...new Set(rows.map(({ source }) => source))];
for (const source of sources) console.log(source.padEnd(20), part(source, true), part(source, false));
console.log('all'.padEnd(20), part(null, true));

function part(source: string | null, shouldFlag: boolean): string {
  const own = rows.flatMap((row, index) =>
    (source === null || row.source === source) && row.should_flag === shouldFlag ? [verdicts[index]] : [],
  );
  const found = own.filter((verdict) => verdict !== 'allow').length;
  const stopped = own.filter((verdict) => verdict === 'block').length;
  const share = ((100 * found) / Math.max(1, own.length)).toFixed(1);
  return `${shouldFlag ? 'found' : 'other rows found'} ${found} of ${own.length} (${share} %, ${stopped} blocked)`.padEnd(
    48,
  );
}
