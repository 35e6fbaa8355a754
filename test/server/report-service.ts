import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { type CertificateFault, makeCertificates } from './certificates.ts';

export interface ReportService {
  readonly url: string;
  readonly caFile: string;
  /** What came, one line each. */
  readonly got: readonly string[];
}

/** A service for reports that answers as the test says, and ends with it. */
export async function reportService(
  answer: (response: ServerResponse) => void,
  fault: CertificateFault = 'good',
): Promise<ReportService> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-service-'));
  const { caFile, certificate, key } = makeCertificates(folder, ['localhost'], fault);
  const got: string[] = [];
  const pair = { cert: readFileSync(certificate), key: readFileSync(key) };
  const server = https.createServer(pair, async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    got.push(`${request.method} ${request.url} ${request.headers['content-type']} ${body}`);
    answer(response);
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });
  return { url: `https://localhost:${(server.address() as AddressInfo).port}/reports?key=1`, caFile, got };
}
