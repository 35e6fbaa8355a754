import type { Writable } from 'node:stream';

/** Says what happened and where; an exception's message may quote what a person wrote. */
export type ErrorLog = (event: string, error: unknown) => void;

/**
 * Writes a line for each. The terminal that Gatehouse was started from may be gone by then, and a stream whose failure nobody
 * listens to ends the program, or stops it with a system dialog: any peer can break a rule that is logged.
 */
export function errorLog(out: Writable): ErrorLog {
  out.on('error', () => undefined);
  return (event, error) => {
    const what =
      error instanceof Error ? `${error.name} ${'code' in error ? String(error.code) : ''}` : String(error);
    out.write(`gatehouse: ${event}: ${what}\n`);
  };
}
