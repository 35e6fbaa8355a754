import { type Feature, featuresOf } from './features.ts';
import { spamWeights } from './spam-weights.ts';

export interface SpamScore {
  /** 0 to 1. */
  readonly score: number;
  readonly isUnsolicited: boolean;
  /** What weighed most, strongest first. */
  readonly words: readonly string[];
}

export interface SpamWeights {
  readonly bias: number;
  /** What one step of a weight is worth. */
  readonly step: number;
  /** From this score on a text is taken for unsolicited. */
  readonly threshold: number;
  readonly weights: Int8Array;
}

const mostWords = 5;
let loaded: SpamWeights | null = null;

/** How much the first text of somebody unknown reads like advertising sent to many (logistic regression, trained by build/train-spam.ts). */
export function scoreSpam(text: string): SpamScore {
  loaded ??= read();
  return scoreWith(text, loaded);
}

export function scoreWith(text: string, { bias, step, threshold, weights }: SpamWeights): SpamScore {
  const features = featuresOf(text);
  const worth = ({ index, value }: Feature): number => (weights[index] ?? 0) * step * value;
  const score = 1 / (1 + Math.exp(-features.reduce((sum, feature) => sum + worth(feature), bias)));
  const byWord = new Map<string, number>();
  for (const feature of features) {
    if (feature.word !== '') byWord.set(feature.word, (byWord.get(feature.word) ?? 0) + worth(feature));
  }
  const words = [...byWord].filter(([, weight]) => weight > 0).sort((a, b) => b[1] - a[1]);
  return { score, isUnsolicited: score >= threshold, words: words.slice(0, mostWords).map(([word]) => word) };
}

function read(): SpamWeights {
  const bytes = Buffer.from(spamWeights.weights, 'base64');
  return { ...spamWeights, weights: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
}
