import { createReadStream, existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { isAtLeast, type Reason, type ReasonCode, verdictOf } from '../../shared/model/verdict.ts';
import { withKnownPassword } from '../inspect/archives/zip.ts';
import { openZip, type ZipEntry, type ZipFile } from '../inspect/archives/zip-file.ts';
import { Budget, OverLimit, strictLimits } from '../inspect/budget.ts';
import { readBlockedHashes } from '../inspect/host/blocked-hashes.ts';
import { type InspectedFile, InspectFiles, type OfferedFile } from '../inspect/host/inspect-files.ts';
import type { InspectionRules } from '../inspect/host/protocol.ts';
import { readYaraRules } from '../inspect/host/read-yara-rules.ts';
import { workerChild } from '../inspect/host/worker-child.ts';
import { Unreadable } from '../inspect/unreadable.ts';
import { type GivenPolicy, givenPolicy, type PolicyFile, someoneInside } from './given-policy.ts';
import type { CommandOutput } from './run-command.ts';

export interface FilesOptions {
  readonly paths: readonly string[];
  readonly isRecursive: boolean;
  /** An archive whose members are inspected one by one, out of memory. */
  readonly zip: string | null;
  readonly policy: PolicyFile;
  readonly isJson: boolean;
}

/**
 * One output line for each file. With `isJson`: {"input", "sha256", "type", "verdict", "reasons": [{"code", "where", "level", "params"}],
 * "ms"}. What cannot be read is told, and the others are inspected all the same.
 */
export async function inspectFiles(options: FilesOptions): Promise<CommandOutput> {
  const { isJson } = options;
  const given = await givenPolicy(options.policy, isJson, (file) => readFile(file));
  if (!given.ok) return given.output;
  const inspection = await start(given);
  const lines: string[] = [];
  const errors: string[] = [];
  let hasFindings = false;
  try {
    for await (const { input, content } of offered(options, errors)) {
      const began = performance.now();
      const name = path.posix.basename(input.replaceAll('\\', '/'));
      const inspected =
        'verdict' in content
          ? content
          : await attempt(() => inspection.inspect({ content, name, declaredType: null }), input, errors);
      if (inspected === null) continue;
      hasFindings ||= isAtLeast(inspected.verdict.level, 'warn');
      const ms = Math.round((performance.now() - began) * 10) / 10;
      lines.push(isJson ? jsonLine(input, inspected, ms) : plainLine(input, inspected));
    }
  } finally {
    inspection.close();
  }
  return {
    exitCode: errors.length > 0 || given.err !== '' ? 3 : hasFindings ? 1 : 0,
    out: lines.map((line) => `${line}\n`).join(''),
    err: given.err + errors.map((line) => `gatehouse: ${line}\n`).join(''),
  };
}

async function start({ policy, blocklist }: Extract<GivenPolicy, { ok: true }>): Promise<InspectFiles> {
  const rules: InspectionRules = {
    policy,
    account: someoneInside(policy),
    blocklist,
    blockedHashes: await readBlockedHashes(policy.files, (file) => readFile(file, 'utf8')),
    yaraRules: await readYaraRules(policy.files, (file) => readFile(file, 'utf8')),
  };
  return new InspectFiles({
    start: () => workerChild(inspector()),
    rules: () => rules,
    idleMs: null,
    after: (milliseconds, act) => {
      const timer = setTimeout(act, milliseconds);
      return () => clearTimeout(timer);
    },
  });
}

/** Beside the bundle, or where it was written. */
function inspector(): URL {
  const beside = new URL('./inspector-process.js', import.meta.url);
  return existsSync(beside) ? beside : new URL('../inspect/host/inspector-process.ts', import.meta.url);
}

interface Offered {
  readonly input: string;
  /** Or what is said of it without a look, as it could not be read. */
  readonly content: OfferedFile['content'] | InspectedFile;
}

async function* offered(options: FilesOptions, errors: string[]): AsyncGenerator<Offered> {
  for (const given of options.paths) yield* under(given, options.isRecursive, errors);
  if (options.zip !== null) yield* membersOf(options.zip, errors);
}

async function* under(given: string, isRecursive: boolean, errors: string[]): AsyncGenerator<Offered> {
  const found = await attempt(() => stat(given), given, errors);
  if (found === null) return;
  if (!found.isDirectory()) {
    if (found.isFile()) yield { input: given, content: createReadStream(given) };
    else errors.push(`${given}: not a file`);
    return;
  }
  if (!isRecursive) {
    errors.push(`${given}: a folder, which needs --recursive`);
    return;
  }
  const entries = await attempt(() => readdir(given, { withFileTypes: true }), given, errors);
  for (const entry of (entries ?? []).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const inner = path.join(given, entry.name);
    if (entry.isDirectory()) yield* under(inner, true, errors);
    else if (entry.isFile()) yield { input: inner, content: createReadStream(inner) };
  }
}

/** The archive itself is the reader's own, so only its members are limited: each to what one file may be. */
async function* membersOf(archive: string, errors: string[]): AsyncGenerator<Offered> {
  const opened = await attempt(
    async () => openZip(await readFile(archive), new Budget(archiveLimits, () => 0)),
    archive,
    errors,
  );
  for (const entry of opened?.entries ?? []) {
    if (opened !== null && !entry.isDirectory) yield { input: entry.name, content: memberOf(opened, entry) };
  }
}

/** One that nobody can read is held, as it would be in an archive that is inspected. */
function memberOf(archive: ZipFile, entry: ZipEntry): Offered['content'] {
  try {
    const content = entry.isEncrypted ? withKnownPassword(archive, entry) : archive.read(entry);
    return content ?? held('file.encrypted', {});
  } catch (error) {
    if (error instanceof OverLimit) return held('file.over-limit', { limit: error.limit, inspector: 'zip' });
    if (error instanceof Unreadable)
      return held('file.not-inspected', { inspector: 'zip', cause: error.part });
    throw error;
  }
}

function held(code: ReasonCode, params: Readonly<Record<string, string>>): InspectedFile {
  const verdict = verdictOf([{ code, level: 'hold', params: { ...params, where: '' } }]);
  return { type: 'unknown', sha256: null, verdict };
}

const archiveLimits = { ...strictLimits, bytes: Number.MAX_SAFE_INTEGER, entries: 1_000_000, ratio: 2000 };

/** The result, or null after a line about why there is none. */
async function attempt<T>(act: () => Promise<T>, input: string, errors: string[]): Promise<T | null> {
  try {
    return await act();
  } catch (error) {
    errors.push(`${input}: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

function jsonLine(input: string, { sha256, type, verdict }: InspectedFile, ms: number): string {
  const reasons = verdict.reasons.map(({ code, level, params: { where = '', ...params } }) => ({
    code,
    where,
    level,
    params,
  }));
  return JSON.stringify({ input, sha256, type, verdict: verdict.level, reasons, ms });
}

function plainLine(input: string, { type, verdict }: InspectedFile): string {
  const reasons = verdict.reasons.map(shortly).join(', ');
  return `${verdict.level.padEnd(6)} ${input}  ${type}${reasons === '' ? '' : `  (${reasons})`}`;
}

function shortly({ code, params: { where = '' } }: Reason): string {
  return where === '' ? code : `${code} in ${where}`;
}
