import type { Figure } from './bench.ts';

/** Columns as wide as they need to be; numbers to the right. */
export function table(rows: readonly Readonly<Record<string, Figure>>[]): string {
  const names = Object.keys(rows[0] ?? {});
  const lines = [names, ...rows.map((row) => names.map((name) => String(row[name] ?? '')))];
  const widths = names.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  const isNumber = names.map((name) => rows.every((row) => typeof row[name] === 'number'));
  const aligned = lines.map((line) =>
    line.map((cell, column) => {
      const width = widths[column] ?? 0;
      return isNumber[column] ? cell.padStart(width) : cell.padEnd(width);
    }),
  );
  return aligned.map((cells) => cells.join('  ').trimEnd()).join('\n');
}
