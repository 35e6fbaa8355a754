import type { Bench } from '../frame/bench.ts';
import { inParts } from '../frame/in-parts.ts';
import { fileFigures } from './files.ts';
import { measureLinks } from './links.ts';

const measureFiles: Bench = async (progress) => {
  const { mbPerSecond, vsClamd, mainStallMs } = await fileFigures(progress);
  return {
    rows: [
      ...Object.entries(mbPerSecond).map(([kind, value]) => ({ measured: `${kind}, MB a second`, value })),
      { measured: 'as fast as clamd with one signature, times', value: vsClamd },
      { measured: 'longest stall of main by a file of 100 MB, ms', value: mainStallMs },
    ],
    figures: { mbPerSecond, vsClamd, mainStallMs },
  };
};

/** What it costs to judge links and to look into files. `npm run bench -- inspect [CORPORA]` */
export const inspect = inParts(measureLinks, measureFiles);
