import type { LinkSign } from '../../../../shared/model/link-sign.ts';
import { linkWeights } from './link-weights.ts';
import { type Feature, featuresOf } from './url-features.ts';

export interface LinkScore {
  /** 0 to 1. From 0.5 on an address is as doubtful as fewer than one in a hundred ordinary ones of the training set. */
  readonly score: number;
  /** Words of the address that weighed most towards doubt, strongest first; what nobody would call a word is left out. */
  readonly words: readonly string[];
  /** What else did. */
  readonly signs: readonly LinkSign[];
}

export interface LinkWeights {
  readonly bias: number;
  /** What one step of a weight is worth. */
  readonly step: number;
  readonly weights: Int8Array;
}

const mostWords = 3;
const mostSigns = 3;
/** Of all that speaks against an address, what is not worth naming. */
const leastShare = 0.05;
let loaded: LinkWeights | null = null;

/** How much an address reads like those made for phishing (logistic regression, trained by build/train-links.ts). */
export function scoreLink(url: URL, host: string): LinkScore {
  loaded ??= read();
  return scoreWith(featuresOf(url, host), loaded);
}

export function scoreWith(features: readonly Feature[], { bias, step, weights }: LinkWeights): LinkScore {
  const byWord = new Map<string, number>();
  const bySign = new Map<LinkSign, number>();
  let sum = bias;
  for (const { index, value, word, sign } of features) {
    const worth = (weights[index] ?? 0) * step * value;
    sum += worth;
    if (sign === null) byWord.set(word, (byWord.get(word) ?? 0) + worth);
    else bySign.set(sign, (bySign.get(sign) ?? 0) + worth);
  }
  const against = [...byWord.values(), ...bySign.values()]
    .filter((worth) => worth > 0)
    .reduce((total, worth) => total + worth, 0);
  return {
    score: 1 / (1 + Math.exp(-sum)),
    words: smallest(strongest(byWord, against * leastShare).filter(isReadable)).slice(0, mostWords),
    signs: strongest(bySign, against * leastShare).slice(0, mostSigns),
  };
}

/** Not "192.0.2.17" or "x7". Digits that stand for letters are part of a word ("paypa1"). */
function isReadable(word: string): boolean {
  const letters = word.replace(/[^a-z]/g, '').length;
  const digits = word.replace(/\D/g, '').length;
  return letters >= 3 && letters > 2 * digits;
}

/** "secure-paypal" says no more than "secure" and "paypal", where those are named as well. */
function smallest(words: readonly string[]): readonly string[] {
  return words.filter((word) => !words.some((other) => other !== word && word.includes(other)));
}

function strongest<T>(worths: ReadonlyMap<T, number>, least: number): T[] {
  return [...worths]
    .filter(([, worth]) => worth > 0 && worth >= least)
    .sort((a, b) => b[1] - a[1])
    .map(([key]) => key);
}

function read(): LinkWeights {
  const bytes = Buffer.from(linkWeights.weights, 'base64');
  return { ...linkWeights, weights: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
}
