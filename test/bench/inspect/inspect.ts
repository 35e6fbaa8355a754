import type { Bench } from '../frame/bench.ts';
import { fileFigures } from './files.ts';

/** What it costs to look into files. `npm run bench -- inspect [CORPORA]` */
export const inspect: Bench = async (progress) => {
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
