// Trains the weights of the gate's spam score and says what they are worth:
//   node build/train-spam.ts SPAM.tsv.gz [HARMLESS.jsonl.gz]
// SPAM: label, source, text. HARMLESS: objects with text; those with source "presidio-research" and no finding are ordinary English,
// of which the first file has none. Only weights are written; no text of either file is.

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { featuresOf, tableSize } from '../electron/gate/content/spam/features.ts';
import { type SpamWeights, scoreWith } from '../electron/gate/content/spam/score-spam.ts';
import { shuffler } from './train/shuffle.ts';
import { workChat } from './train/work-chat.ts';

interface Row {
  readonly text: string;
  readonly isSpam: boolean;
  readonly isCounted: boolean;
}

const folds = 10;
const rounds = 60;
const rate = 0.5;
const decay = 3e-3;

const [spamFile, harmlessFile] = process.argv.slice(2);
if (spamFile === undefined) {
  console.error('usage: node build/train-spam.ts SPAM.tsv.gz [HARMLESS.jsonl.gz]');
  process.exit(2);
}
const rows = [
  ...rowsOf(spamFile),
  ...(harmlessFile === undefined ? [] : harmlessOf(harmlessFile)),
  ...workChat.map(harmless),
];
const scored = validate(rows);
report(scored);
const threshold = thresholdOf(scored);
write({ ...train(rows), threshold });

function rowsOf(file: string): Row[] {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n').slice(1);
  return lines.map((line) => {
    const [label = '', , text = ''] = line.split('\t');
    return { text, isSpam: label === 'spam', isCounted: true };
  });
}

function harmlessOf(file: string): Row[] {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  return lines.flatMap((line) => {
    const row: { text: string; source: string; should_flag: boolean } = JSON.parse(line);
    return row.source === 'presidio-research' && !row.should_flag ? [harmless(row.text)] : [];
  });
}

function harmless(text: string): Row {
  return { text, isSpam: false, isCounted: false };
}

/** Texts that begin alike are in the same fold: spam repeats itself, and what was learned by heart is not known. */
function foldOf({ text }: Row): number {
  let hash = 7;
  for (const character of text
    .toLowerCase()
    .replace(/[^\p{L}]/gu, '')
    .slice(0, 24)) {
    hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  }
  return hash % folds;
}

function validate(all: readonly Row[]): { row: Row; score: number }[] {
  return Array.from({ length: folds }, (_, fold) => fold).flatMap((fold) => {
    const model = { ...train(all.filter((row) => foldOf(row) !== fold)), threshold: 1 };
    return all
      .filter((row) => foldOf(row) === fold)
      .map((row) => ({ row, score: scoreWith(row.text, model).score }));
  });
}

/** Logistic regression by stochastic descent; both classes weigh the same. */
function train(all: readonly Row[]): Omit<SpamWeights, 'threshold'> {
  const weights = new Float64Array(tableSize);
  const spam = all.filter(({ isSpam }) => isSpam).length;
  const examples = all.map((row) => ({
    features: featuresOf(row.text),
    isSpam: row.isSpam,
    weight: row.isSpam ? (all.length - spam) / all.length : spam / all.length,
  }));
  let bias = 0;
  const shuffle = shuffler();
  for (let round = 0; round < rounds; round += 1) {
    shuffle(examples);
    const step = rate / (1 + round / 10);
    for (const { features, isSpam, weight } of examples) {
      const sum = features.reduce((total, { index, value }) => total + (weights[index] ?? 0) * value, bias);
      const error = ((isSpam ? 1 : 0) - 1 / (1 + Math.exp(-sum))) * weight * step;
      bias += error * 0.1;
      for (const { index, value } of features) {
        weights[index] = (weights[index] ?? 0) * (1 - decay * step) + error * value;
      }
    }
  }
  const scale = Math.max(...weights.map(Math.abs)) / 127;
  return { bias, step: scale, weights: Int8Array.from(weights, (weight) => Math.round(weight / scale)) };
}

/** Just above what all but one in 250 harmless texts score. */
function thresholdOf(results: readonly { row: Row; score: number }[]): number {
  const harmlessScores = results
    .filter(({ row }) => !row.isSpam)
    .map(({ score }) => score)
    .sort((a, b) => b - a);
  const allowed = Math.floor(harmlessScores.length / 250);
  return Math.ceil(((harmlessScores[allowed] ?? 0) + 1e-4) * 1e4) / 1e4;
}

function report(results: readonly { row: Row; score: number }[]): void {
  const counted = results.filter(({ row }) => row.isCounted);
  const spam = counted.filter(({ row }) => row.isSpam);
  const ham = counted
    .filter(({ row }) => !row.isSpam)
    .map(({ score }) => score)
    .sort((a, b) => b - a);
  console.log(`${spam.length} spam, ${ham.length} ham, ${folds} folds`);
  for (const share of [0, 0.005, 0.01, 0.02, 0.05]) {
    const limit = ham[Math.floor(ham.length * share)] ?? 1;
    const found = spam.filter(({ score }) => score > limit).length;
    console.log(
      `at ${(share * 100).toFixed(1)} % of ham (above ${limit.toFixed(3)}): ${((100 * found) / spam.length).toFixed(1)} % of spam`,
    );
  }
  const chosen = thresholdOf(results);
  const part = (rows: readonly { score: number }[]): string =>
    `${rows.filter(({ score }) => score >= chosen).length} of ${rows.length}`;
  console.log(
    `threshold ${chosen}: spam ${part(spam)}, ham ${part(ham.map((score) => ({ score })))}, other harmless ${part(results.filter(({ row }) => !row.isCounted))}`,
  );
}

function write({ bias, step, threshold: chosen, weights }: SpamWeights): void {
  const file = path.join(path.dirname(import.meta.dirname), 'electron/gate/content/spam/spam-weights.ts');
  const base64 = Buffer.from(weights.buffer).toString('base64');
  writeFileSync(
    file,
    `/** Written by build/train-spam.ts. */\nexport const spamWeights = {\n  bias: ${bias.toFixed(6)},\n  step: ${step.toPrecision(8)},\n  threshold: ${chosen},\n  weights:\n    '${base64}',\n} as const;\n`,
  );
}
