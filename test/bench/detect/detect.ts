import type { Bench } from '../frame/bench.ts';
import { inParts } from '../frame/in-parts.ts';
import { rounded } from '../frame/statistics.ts';
import { documentFigures } from './documents.ts';
import { detectLinks } from './links.ts';

const detectDocuments: Bench = async (progress) => {
  progress('inspecting documents');
  const { ordinaryFlagged, samplesNamed, flagged, notNamed } = await documentFigures();
  for (const name of flagged) progress(`ordinary and flagged: ${name}`);
  for (const name of notNamed) progress(`not named: ${name}`);
  return {
    rows: [
      { measured: 'ordinary documents flagged, share', value: rounded(ordinaryFlagged, 3) },
      { measured: 'samples named by their feature, share', value: rounded(samplesNamed, 3) },
    ],
    figures: { ordinaryFlagged: rounded(ordinaryFlagged, 4), samplesNamed: rounded(samplesNamed, 4) },
  };
};

/** What is found, and what is wrongly found, in the corpora. `npm run bench -- detect [CORPORA]` */
export const detect = inParts(detectLinks, detectDocuments);
