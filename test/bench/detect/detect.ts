import type { Bench } from '../frame/bench.ts';
import { inParts } from '../frame/in-parts.ts';
import { rounded } from '../frame/statistics.ts';
import { documentFigures } from './documents.ts';
import { detectLinks } from './links.ts';

const detectDocuments: Bench = async (progress) => {
  progress('inspecting documents');
  const { ordinaryFlagged, ordinaryNotInspected, samplesNamed, ...names } = await documentFigures();
  for (const name of names.flagged) progress(`ordinary and flagged: ${name}`);
  for (const name of names.notInspected) progress(`ordinary and not inspected: ${name}`);
  for (const name of names.notNamed) progress(`not named: ${name}`);
  return {
    rows: [
      { measured: 'ordinary documents flagged, share', value: rounded(ordinaryFlagged, 3) },
      {
        measured: 'ordinary documents that cannot be inspected, share',
        value: rounded(ordinaryNotInspected, 3),
      },
      { measured: 'samples named by their feature, share', value: rounded(samplesNamed, 3) },
    ],
    figures: {
      ordinaryFlagged: rounded(ordinaryFlagged, 4),
      ordinaryNotInspected: rounded(ordinaryNotInspected, 4),
      samplesNamed: rounded(samplesNamed, 4),
    },
  };
};

/** What is found, and what is wrongly found, in the corpora. `npm run bench -- detect [CORPORA]` */
export const detect = inParts(detectLinks, detectDocuments);
