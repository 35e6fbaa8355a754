import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'tldts';
import { type LinkWeights, scoreWith } from '../../electron/gate/links/score/score-link.ts';
import { type Feature, featuresOf, tableSize } from '../../electron/gate/links/score/url-features.ts';
import { shuffler } from './shuffle.ts';

export interface Row {
  readonly url: string;
  readonly host: string;
  readonly features: readonly Feature[];
  readonly isPhishing: boolean;
}

const folds = 5;
const rounds = 8;
const rate = 0.2;
const decay = 1e-4;

/** Rows of "label, url, source" behind a line with those names; only web addresses. */
export function urlRows(name: string): Row[] {
  const lines = gunzipSync(readFileSync(name)).toString('utf8').trim().split('\n').slice(1);
  return lines.flatMap((line) => {
    const [label = '', text = ''] = line.split('\t');
    if (!/^https?:/i.test(text) || !URL.canParse(text)) return [];
    const url = new URL(text);
    const host = url.hostname;
    return [{ url: url.href, host, features: featuresOf(url, host), isPhishing: label === 'phishing' }];
  });
}

/** Tenants of hosting companies are sites of their own. */
export function siteOf({ host }: Row): string {
  return parse(host, { allowPrivateDomains: true }).domain ?? host;
}

export interface Scored {
  readonly isPhishing: boolean;
  /** Log odds. */
  readonly sum: number;
}

/** What is scored was not learned from: rows with the same key are in the same fold. */
export function validate(all: readonly Row[], keyOf: (row: Row) => string): Scored[] {
  return Array.from({ length: folds }, (_, fold) => fold).flatMap((fold) => {
    const model = train(all.filter((row) => foldOf(keyOf(row)) !== fold));
    const quantisedModel = quantised(model.bias, model.weights);
    return all
      .filter((row) => foldOf(keyOf(row)) === fold)
      .map(({ features, isPhishing }) => {
        const { score } = scoreWith(features, quantisedModel);
        return { isPhishing, sum: Math.log(score / (1 - score)) };
      });
  });
}

/** What no more than this share of ordinary addresses is above. */
export function limitOf(results: readonly Scored[], share: number): number {
  const ordinary = results
    .filter(({ isPhishing }) => !isPhishing)
    .map(({ sum }) => sum)
    .sort((a, b) => b - a);
  return ordinary[Math.floor(ordinary.length * share)] ?? 0;
}

/** Logistic regression by adaptive descent; both classes weigh the same. */
export function train(all: readonly Row[]): { readonly bias: number; readonly weights: Float64Array } {
  const weights = new Float64Array(tableSize);
  const squares = new Float64Array(tableSize).fill(1e-6);
  const phishing = all.filter(({ isPhishing }) => isPhishing).length;
  const examples = [...all];
  let bias = 0;
  let biasSquares = 1e-6;
  const shuffle = shuffler();
  for (let round = 0; round < rounds; round += 1) {
    shuffle(examples);
    for (const { features, isPhishing } of examples) {
      const weight = all.length / 2 / (isPhishing ? phishing : all.length - phishing);
      const sum = features.reduce((total, { index, value }) => total + (weights[index] ?? 0) * value, bias);
      const error = ((isPhishing ? 1 : 0) - 1 / (1 + Math.exp(-sum))) * weight;
      biasSquares += error * error;
      bias += (rate * error * 0.1) / Math.sqrt(biasSquares);
      for (const { index, value } of features) {
        const slope = error * value - decay * (weights[index] ?? 0);
        squares[index] = (squares[index] ?? 0) + slope * slope;
        weights[index] = (weights[index] ?? 0) + (rate * slope) / Math.sqrt(squares[index] ?? 1);
      }
    }
  }
  return { bias, weights };
}

export function quantised(bias: number, weights: Float64Array): LinkWeights {
  const step = Math.max(...weights.map(Math.abs)) / 127;
  return { bias, step, weights: Int8Array.from(weights, (weight) => Math.round(weight / step)) };
}

function foldOf(key: string): number {
  let hash = 7;
  for (const character of key) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return (Math.imul(hash, 2_654_435_761) >>> 8) % folds;
}
