import type { Plugin } from 'vite';

/**
 * Leaves ajv out of main's bundle. conf, which electron-store is made of, loads it for the option `schema` alone: our settings
 * are checked by a schema of zod, and main would read 140 kB before it can open the window.
 */
export function withoutAjv(): Plugin {
  return {
    name: 'without-ajv',
    enforce: 'pre',
    resolveId: (source) => (/^ajv(?:-formats)?(?:\/|$)/.test(source) ? absent : null),
    load: (id) => (id === absent ? text : null),
  };
}

const absent = '\0without-ajv';
/** Whoever begins to use the option sees at the first start what is missing. */
const text = `
export class Ajv2020 {
  constructor() {
    throw new Error('ajv is left out of the bundle (build/without-ajv.ts)');
  }
}
export default {};
`;
