import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { type CertificateFault, makeCertificates, readAuthority } from './certificates.ts';

export interface FileServer {
  readonly port: number;
  /** PEM of the authority that vouches for it. */
  readonly ca: string;
  /** What was asked, as method and path, with all that was said in the header. */
  readonly asked: { readonly line: string; readonly headers: IncomingMessage['headers'] }[];
  /** Connections that were made, whether something was asked or not. */
  connections: number;
}

/** A server of files that answers as the test says, under any of these names, and ends with the test. */
export async function fileServer(
  answer: (response: ServerResponse, request: IncomingMessage) => void,
  names: readonly string[] = ['upload.corp.test'],
  fault: CertificateFault = 'good',
): Promise<FileServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-file-server-'));
  const files = makeCertificates(folder, names, fault);
  const pair = { cert: readFileSync(files.certificate), key: readFileSync(files.key) };
  const asked: FileServer['asked'] = [];
  const server = https.createServer(pair, (request, response) => {
    asked.push({ line: `${request.method} ${request.url}`, headers: request.headers });
    response.on('error', () => undefined);
    answer(response, request);
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });
  const told = {
    port: (server.address() as AddressInfo).port,
    ca: readAuthority(files),
    asked,
    connections: 0,
  };
  server.on('connection', () => {
    told.connections += 1;
  });
  return told;
}
