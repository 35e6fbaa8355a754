import type { StoredFile } from '../../../electron/archive/archive.ts';
import { allow } from '../../../shared/model/verdict.ts';

/** As somebody has announced it. */
export function offeredFile(): StoredFile {
  return {
    shown: {
      name: 'plan.pdf',
      size: 1000,
      type: null,
      state: 'offered',
      failure: null,
      verdict: allow,
      preview: null,
      host: 'files.corp.test',
      sha256: null,
      expiresAt: null,
      release: 'not-possible',
    },
    url: 'https://files.corp.test/plan.pdf',
    announced: { name: 'plan.pdf', size: 1000, mediaType: 'application/pdf', sha256: null },
    sealed: null,
    releaseCode: null,
  };
}
