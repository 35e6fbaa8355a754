import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { InspectFiles, OfferedFile } from '../../../electron/inspect/host/inspect-files.ts';
import { cutsOf } from '../../../electron/inspect/strip/cuts-of.ts';
import type { FileServices } from '../../../electron/session/files-of.ts';
import type { ShownFile } from '../../../electron/transfer/account-files.ts';
import { openSealed } from '../../../electron/transfer/sealed-file.ts';
import { TransferFailed } from '../../../electron/transfer/transfer-failed.ts';
import { allow, type Verdict } from '../../../shared/model/verdict.ts';
import { type Policy, strictDefaultPolicy } from '../../../shared/policy.ts';

/** A server of files, an inspection and a person with a mouse that do what the test says; the quarantine is real. */
export class FileDesk implements FileServices {
  readonly folder: string;
  rules: Policy = strictDefaultPolicy;
  /** By address. What is not here is gone. */
  readonly served = new Map<string, Uint8Array>();
  readonly fetched: string[] = [];
  /** What was asked of the server of files, in order. */
  readonly uploaded: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  readonly slots: string[] = [];
  /** What downloads and uploads wait for in their middle. */
  line: Promise<unknown> = Promise.resolve();
  onUpload: () => void = () => undefined;
  uploadFailure: TransferFailed | null = null;
  found: { readonly type: string; readonly verdict: Verdict } = { type: 'pdf', verdict: allow };
  /** What the inspection waits for before it answers. */
  stuck: Promise<unknown> = Promise.resolve();
  words: string | null = '';
  readonly inspected: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  where: string | null = null;
  readonly shown: ShownFile[] = [];
  readonly marked: string[] = [];

  constructor() {
    this.folder = path.join(mkdtempSync(path.join(tmpdir(), 'gatehouse-files-')), 'quarantine');
    onTestFinished(() => rmSync(path.dirname(this.folder), { recursive: true, force: true }));
  }

  /** Everything in the quarantine, as somebody with the disk sees it. */
  sealed(): readonly Buffer[] {
    return readdirSync(this.folder).map((name) => readFileSync(path.join(this.folder, name)));
  }

  readonly policy = (): Policy => this.rules;

  readonly inspect: InspectFiles['inspect'] = async ({ name, content }) => {
    this.inspected.push({ name, bytes: await bytesOf(content) });
    await this.stuck;
    return { ...this.found, sha256: null };
  };

  readonly textOf: InspectFiles['textOf'] = async () => this.words;

  readonly cutsOf: InspectFiles['cutsOf'] = async ({ name, content }) =>
    cutsOf(await bytesOf(content), name, { files: this.rules.files, now: () => 0 });

  readonly close = (): void => undefined;

  readonly download: FileServices['download'] = (url, signal) => this.#download(url, signal);

  readonly upload: FileServices['upload'] = async ({ name }, pieces, signal) => {
    this.slots.push(name);
    this.onUpload();
    await this.#passage(signal);
    if (this.uploadFailure !== null) throw this.uploadFailure;
    this.uploaded.push({ name, bytes: await bytesOf(pieces) });
    return `https://files.corp.test/${encodeURIComponent(name)}`;
  };

  readonly askWhere = async (): Promise<string | null> => this.where;
  readonly newReleaseCode = (): string => 'c0de'.repeat(8);
  readonly mark = async (_file: string, url: string): Promise<boolean> => this.marked.push(url) > 0;
  readonly show = (file: ShownFile): void => {
    this.shown.push(file);
  };

  async *#download(url: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    this.fetched.push(url);
    const bytes = this.served.get(url);
    if (bytes === undefined) throw new TransferFailed('gone');
    yield bytes.subarray(0, 1);
    await this.#passage(signal);
    yield bytes.subarray(1);
  }

  async #passage(signal: AbortSignal): Promise<void> {
    const stopped = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new TransferFailed('stopped')));
    });
    await Promise.race([this.line, stopped]);
    signal.throwIfAborted();
  }
}

async function bytesOf(content: OfferedFile['content']): Promise<Uint8Array> {
  if (content instanceof Uint8Array) return content;
  const source = 'kind' in content ? openSealed(content.path, content.key) : content;
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(piece);
  return Buffer.concat(pieces);
}
