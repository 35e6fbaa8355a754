import { execFileSync } from 'node:child_process';

/** Electron's makers mend the three newest majors (their release schedule); an older one keeps its known holes. */
const supportedMajors = 3;

/** Whether a version still gets its security fixes while `newest` is the newest release (checklist item 16). */
export function isSupported(version: string, newest: string): boolean {
  const behind = majorOf(newest) - majorOf(version);
  return behind < supportedMajors;
}

/** The newest release, as the package registry knows it. @throws Error when it cannot be asked. */
export function newestElectron(): string {
  return execFileSync('npm', ['view', 'electron', 'version'], {
    encoding: 'utf8',
    timeout: 30_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

function majorOf(version: string): number {
  const major = Number(/^(\d+)\./.exec(version)?.[1]);
  if (!Number.isInteger(major)) throw new TypeError(`${version} is not a version`);
  return major;
}
